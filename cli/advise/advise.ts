import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { noteActions } from '../aws/note-actions';
import type { AdviceDocument } from '../documents/advice';
import { describeRouter } from '../documents/describe';
import type { Answer } from '../output/answer';
import { openRouter } from '../router/open-router';
import type { AdviseOptions } from '../router/router-options';
import { describeAdvice } from './describe-advice';
import { formatAdvice } from './format-advice';
import { readLatencies, readUsage } from './read-usage';

/** Prices the calls in the router's log on every tier that the deploy allows. */
export async function advise({ since, ...options }: AdviseOptions): Promise<Answer> {
  const router = await openRouter(options);
  const { clientConfig, config } = router;
  const logGroups = await router.readLogGroups();
  const { snapshot } = await router.readView();
  const { catalog, prices } = snapshot;
  const client = noteActions(new CloudWatchLogsClient(clientConfig), 'logs');
  const to = new Date();
  const from = new Date(to.getTime() - since);
  const question = { client, logGroups, from, to };
  const [usage, latencies] = await Promise.all([
    readUsage(question, catalog),
    readLatencies(question),
  ]);
  const facts = { usage, latencies, prices, catalog, tiers: config.bounds.tiers };
  const document: AdviceDocument = {
    router: describeRouter(router),
    from: from.toISOString(),
    to: to.toISOString(),
    operations: [...describeAdvice(facts)],
  };
  return { document, text: formatAdvice(document) };
}
