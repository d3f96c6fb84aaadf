import { Logger } from '@aws-lambda-powertools/logger';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { SSMClient } from '@aws-sdk/client-ssm';
import { constructStack } from '@smithy/core/client';
import { BedrockRuntimeModels } from '../../lambda/adapters/bedrock/bedrock-runtime-models';
import { ParameterStorePrices } from '../../lambda/adapters/parameter-store/parameter-store-prices';
import { ParameterStoreTierMapping } from '../../lambda/adapters/parameter-store/parameter-store-tier-mapping';
import { PowertoolsTelemetry } from '../../lambda/adapters/telemetry/powertools-telemetry';
import type { Router } from '../../lambda/app/ports';
import { operationsPath, pricesParameter } from '../../lambda/contract';
import { Cooldowns } from '../../lambda/core/recovery/cooldowns';
import { RefusedTiers } from '../../lambda/core/recovery/refused-tiers';
import type { Settings } from '../../lambda/functions/router/read-settings';
import { ANSWERING_AT_ONCE } from './answer-at-once';

const PRICES_MAX_AGE_MILLIS = 300_000;

/** The function's router with all of its adapters. The SDK's clients answer at once. */
export function createOwnCodeRouter(settings: Settings): Router {
  const clock = () => performance.now();
  const telemetry = new PowertoolsTelemetry(new Logger());
  const client = new SSMClient(ANSWERING_AT_ONCE);
  return {
    bounds: settings.bounds,
    mapping: new ParameterStoreTierMapping({
      client,
      path: operationsPath(settings.parameterPrefix),
      bounds: settings.bounds,
      deployed: settings.deployedMapping,
      maxAgeMillis: settings.mappingMaxAgeMillis,
      clock,
      telemetry,
    }),
    prices: new ParameterStorePrices({
      client,
      parameterName: pricesParameter(settings.parameterPrefix),
      maxAgeMillis: PRICES_MAX_AGE_MILLIS,
      clock,
      reportProblem: (problem) => telemetry.recordMappingProblem(problem),
    }),
    callers: undefined,
    budgets: undefined,
    bedrock: new BedrockRuntimeModels(createBareClient(), clock),
    stampsMetadata: settings.stampsMetadata,
    telemetry,
    refusedTiers: new RefusedTiers(),
    cooldowns: new Cooldowns(),
    timeouts: { firstByteMillis: settings.firstByteMillis, pause: async () => {} },
    clock,
  };
}

/** A client without middleware, except that of the router's own command: it does not sign requests. */
function createBareClient(): BedrockRuntimeClient {
  const client = new BedrockRuntimeClient(ANSWERING_AT_ONCE);
  client.middlewareStack = constructStack();
  return client;
}
