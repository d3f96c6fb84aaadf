import { onTestFinished } from 'vitest';
import type { WrittenRouterConfig } from '../../../../lambda/core/settings/router-config';
import { type AwsEmulators, serveAwsEmulators } from '../../../../local/aws-emulators';
import { composeFunctionEnvironment } from '../../../../local/compose-function-environment';
import { type RunningHandler, startHandler } from '../start-handler';
import { BUILT_IN_PRICES, NOVA_US, publishModel, publishPrices } from './publish';

export const CATALOG = '/bedrock-tier-router/catalog';

export interface RefreshBench extends RunningHandler {
  readonly aws: AwsEmulators;
  readonly environment: Readonly<Record<string, string>>;
  /** Invokes the function as its schedule does. */
  refresh(): ReturnType<RunningHandler['ask']>;
  /** The value of the catalog's parameter; undefined if there is none. */
  readCatalog(): unknown;
  /** The events that were published, oldest first. */
  listEvents(): readonly { readonly type: string; readonly detail: unknown }[];
  /** The lines of the log with this message. */
  findLines(message: string): readonly object[];
}

/** The bundle that is deployed, with emulators of all that it calls. AWS says what the built-in catalog says. */
export async function startRefresh(
  settings: Partial<WrittenRouterConfig> = {},
  variables: Readonly<Record<string, string>> = {},
): Promise<RefreshBench> {
  const aws = await serveAwsEmulators();
  const environment = {
    ...composeFunctionEnvironment(
      { allowedModels: [NOVA_US], ...settings },
      { bedrockUrl: aws.url, ssmUrl: aws.url },
    ),
    AWS_ENDPOINT_URL: aws.url,
    ...variables,
  };
  const handler = startHandler('catalog-refresh', environment);
  onTestFinished(async () => {
    await handler.close();
    await aws.close();
  });
  publishPrices(aws, BUILT_IN_PRICES);
  publishModel(aws);
  return {
    ...handler,
    aws,
    environment,
    refresh: () => handler.ask({ 'detail-type': 'Scheduled Event' }),
    readCatalog: () => {
      const found = aws.parameterStore.parameters.find(CATALOG);
      return found && JSON.parse(found.value);
    },
    listEvents: () =>
      aws.eventBridge.journal.map(({ DetailType, Detail }) => ({
        type: DetailType,
        detail: JSON.parse(Detail),
      })),
    findLines: (message) =>
      handler
        .log()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line))
        .filter((line) => line.message === message),
  };
}
