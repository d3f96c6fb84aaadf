import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { serveConsole } from '../../console/page/serve-console';
import type { ChangeRecord, ConsoleSources } from '../../console/sources';
import { CloudWatchOperationFigures } from '../../lambda/adapters/cloud-watch/operation-figures';
import { DynamoDbSpending } from '../../lambda/adapters/dynamo-db/spending';
import { type OpenRouter, openRouter } from '../router/open-router';
import type { RouterOptions } from '../router/router-options';

export interface ConsoleOptions extends RouterOptions {
  readonly port: number;
}

/** Each refresh of a page that is in sight asks CloudWatch for figures, which it bills by the metric. */
const REFRESH_SECONDS = 60;

export interface ConsoleSession {
  readonly write: (line: string) => void;
  /** Resolves when the person stops the console. Before it is called, a signal ends the process at once. */
  readonly waitForStop: () => Promise<unknown>;
}

/** Serves the console until it is stopped, with the credentials of the person who runs it. */
export async function runConsole(
  options: ConsoleOptions,
  { write, waitForStop }: ConsoleSession,
): Promise<void> {
  const router = await openRouter(options);
  const { url, close } = await serveConsole({
    port: options.port,
    title: `Console of ${router.prefix}`,
    refreshSeconds: REFRESH_SECONDS,
    sources: openSources(router, write),
  });
  write(`The console is at this URL. Whoever knows it may change the router with your
credentials, so keep it to yourself. Ctrl-C stops it.

${url}
`);
  await waitForStop();
  await close();
}

function openSources(
  { config, serviceName, parameters, clientConfig }: OpenRouter,
  write: (line: string) => void,
): ConsoleSources {
  const now = () => new Date();
  const { budgetTable } = config;
  return {
    config,
    parameters,
    readsAuthors: true,
    figures: new CloudWatchOperationFigures(new CloudWatchClient(clientConfig), serviceName, now),
    spending:
      budgetTable === undefined
        ? undefined
        : new DynamoDbSpending(new DynamoDBClient(clientConfig), budgetTable),
    now,
    record: (record) => write(describeChange(record)),
  };
}

/** E.g. `saved overrides/operations/extraction (version 3)`. */
function describeChange({
  outcome,
  parameter = 'nothing',
  version,
  problem,
}: ChangeRecord): string {
  const detail = version === undefined ? (problem ?? '') : `(version ${version})`;
  return `${outcome} ${parameter} ${detail}`.trimEnd();
}
