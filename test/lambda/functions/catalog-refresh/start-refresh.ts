import { onTestFinished } from 'vitest';
import type { WrittenRouterConfig } from '../../../../lambda/core/settings/router-config';
import { type AwsEmulators, serveAwsEmulators } from '../../../../local/aws-emulators';
import { composeFunctionEnvironment } from '../../../../local/compose-function-environment';
import { writeProduct } from '../../core/catalog/reading/price-list-product';
import { type RunningHandler, startHandler } from '../start-handler';

export const CATALOG = '/bedrock-tier-router/catalog';
export const NOVA = 'amazon.nova-2-lite-v1:0';
export const NOVA_US = `us.${NOVA}`;

/** USD per thousand tokens, as the price list has them, of Nova 2 Lite through the US profile. */
export const BUILT_IN_PRICES = { input: '0.00033', output: '0.00275' };

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

/** Publishes prices of Nova 2 Lite in us-east-1, of the plain ID and of the US profile. */
export function publishPrices(
  { priceList }: AwsEmulators,
  { input, output }: { readonly input: string; readonly output: string },
): void {
  const attributes = { model: 'Nova 2.0 Lite', feature: 'On-demand Inference' };
  priceList.offers.set('AmazonBedrock', [
    writeProduct({ usagetype: 'USE1-Nova2.0Lite-input-tokens', usd: input, attributes }),
    writeProduct({ usagetype: 'USE1-Nova2.0Lite-output-tokens', usd: output, attributes }),
  ]);
  priceList.offers.set('AmazonBedrockFoundationModels', []);
}

/** Publishes Nova 2 Lite and its profiles in us-east-1. */
export function publishModel({ bedrockCatalog }: AwsEmulators, lifecycle: object = {}): void {
  bedrockCatalog.regions.set('us-east-1', {
    models: [
      {
        modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${NOVA}`,
        modelId: NOVA,
        modelName: 'Nova 2 Lite',
        providerName: 'Amazon',
        inputModalities: ['TEXT', 'IMAGE', 'VIDEO'],
        outputModalities: ['TEXT'],
        inferenceTypesSupported: ['INFERENCE_PROFILE'],
        modelLifecycle: { status: 'ACTIVE', ...lifecycle },
      },
    ],
    profiles: ['us', 'global'].map((prefix) => ({
      inferenceProfileName: `${prefix} Nova 2 Lite`,
      inferenceProfileArn: `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${prefix}.${NOVA}`,
      inferenceProfileId: `${prefix}.${NOVA}`,
      models: [{ modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${NOVA}` }],
      status: 'ACTIVE',
      type: 'SYSTEM_DEFINED',
    })),
  });
}
