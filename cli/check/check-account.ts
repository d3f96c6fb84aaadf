import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { nameIdentity } from '../../lambda/core/operator/history';
import type { OperatorView } from '../../lambda/core/operator/operator-view';
import { version } from '../../package.json';
import { noteActions } from '../aws/note-actions';
import type { CheckDocument, Finding } from '../documents/check';
import type { Answer } from '../output/answer';
import { type OpenRouter, openRouter } from '../router/open-router';
import type { RouterOptions } from '../router/router-options';
import { EXIT_CODES } from '../run-program';
import { attempt } from './attempt';
import { checkModels } from './check-models';
import { checkQuotas } from './check-quotas';
import { checkValues } from './check-values';
import { formatCheck, maskAccounts } from './format-check';
import { listModels } from './list-models';
import { probeTiers } from './probe-tiers';

/** Checks what a router needs of its account. Without credentials and a router, there is nothing to check. */
export async function checkAccount(options: RouterOptions, probes: boolean): Promise<Answer> {
  const router = await openRouter(options);
  const view = await router.readView();
  const models = listModels(view);
  const checks = [
    attempt('credentials', () => checkIdentity(router)),
    attempt('value', async () => [describeRouter(router, view), ...checkValues(router, view)]),
    attempt('model', () => checkModels(router, models)),
    attempt('quota', () => checkQuotas(router, models)),
    ...(probes ? [attempt('probe', () => probeTiers(router, models))] : []),
  ];
  const findings = (await Promise.all(checks)).flat();
  const document: CheckDocument = {
    version,
    time: new Date().toISOString(),
    findings: findings.map((finding) => ({ ...finding, text: maskAccounts(finding.text) })),
  };
  const hasFailed = findings.some(({ status }) => status === 'failed');
  return {
    document,
    text: formatCheck(document),
    ...(hasFailed && { exitCode: EXIT_CODES.checkFailed }),
  };
}

async function checkIdentity({ clientConfig }: OpenRouter): Promise<readonly Finding[]> {
  const client = noteActions(new STSClient(clientConfig), 'sts');
  const { Arn: arn = '', Account: account = '' } = await client.send(
    new GetCallerIdentityCommand({}),
  );
  const text = `${nameIdentity(arn)} in the account ${account}`;
  return [{ status: 'ok', area: 'credentials', text }];
}

function describeRouter({ prefix, region, config }: OpenRouter, view: OperatorView): Finding {
  const { models, tiers } = config.bounds;
  const allowed = models === 'any' ? 'any model' : writeCount(models.length, 'model');
  const operations = writeCount(view.snapshot.mapping.size, 'operation');
  const text = `${prefix} in ${region}: ${operations}; ${allowed} on ${tiers.join(', ')}`;
  return { status: 'ok', area: 'router', text };
}

function writeCount(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
