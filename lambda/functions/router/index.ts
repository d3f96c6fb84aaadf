import { Logger } from '@aws-lambda-powertools/logger';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createBedrockClient } from '../../adapters/bedrock/bedrock-client';
import { BedrockRuntimeModels } from '../../adapters/bedrock/bedrock-runtime-models';
import { ParameterStoreCallers } from '../../adapters/parameter-store/parameter-store-callers';
import { ParameterStorePrices } from '../../adapters/parameter-store/parameter-store-prices';
import { ParameterStoreTierMapping } from '../../adapters/parameter-store/parameter-store-tier-mapping';
import { PowertoolsTelemetry } from '../../adapters/telemetry/powertools-telemetry';
import { pauseWithJitter } from '../../adapters/timers/pause-with-jitter';
import type { Router } from '../../app/ports';
import { callersPath, operationsPath, pricesParameter } from '../../contract';
import { FailureMemory } from '../../core/recovery/failure-memory';
import { createHandler } from '../../http/create-handler';
import { createHookHandler } from '../hook/create-hook-handler';
import { openBudgets } from './open-budgets';
import { readSettings } from './read-settings';

const settings = readSettings(process.env);
const clock = () => performance.now();
const logger = new Logger();
const telemetry = new PowertoolsTelemetry(logger);

/** Many environments share the account's 40 reads a second: what fails twice is read again after its maximum age. */
const parameterStore = new SSMClient({ maxAttempts: 2 });

/** Prices change seldom, and a reading is one of the account's 40 a second. */
const PRICES_MAX_AGE_MILLIS = 5 * 60 * 1000;

/** Costs are written down when the answer is out; what that takes is several calls where others do it too. */
const SETTLEMENT_MILLIS = 5_000;

const router: Router = {
  bounds: settings.bounds,
  mapping: new ParameterStoreTierMapping({
    client: parameterStore,
    path: operationsPath(settings.parameterPrefix),
    bounds: settings.bounds,
    deployed: settings.deployedMapping,
    maxAgeMillis: settings.mappingMaxAgeMillis,
    clock,
    telemetry,
  }),
  prices: new ParameterStorePrices({
    client: parameterStore,
    parameterName: pricesParameter(settings.parameterPrefix),
    maxAgeMillis: PRICES_MAX_AGE_MILLIS,
    clock,
    reportProblem: (problem) => telemetry.recordMappingProblem(problem),
  }),
  callers: settings.hasCallers
    ? new ParameterStoreCallers({
        client: parameterStore,
        path: callersPath(settings.parameterPrefix),
        maxAgeMillis: settings.mappingMaxAgeMillis,
        clock,
        telemetry,
      })
    : undefined,
  budgets:
    settings.budgetTable === undefined ? undefined : openBudgets(settings.budgetTable, logger),
  bedrock: new BedrockRuntimeModels(createBedrockClient(), clock),
  stampsMetadata: settings.stampsMetadata,
  telemetry,
  failures: new FailureMemory(),
  timeouts: { firstByteMillis: settings.firstByteMillis, pause: pauseWithJitter },
  clock,
};

/** Behind API Gateway. */
export const handler = awslambda.streamifyResponse(
  createHandler(
    router,
    settings.requestTimeoutMillis,
    settings.budgetTable === undefined ? undefined : SETTLEMENT_MILLIS,
  ),
);

/** Invoked by the document-processing accelerator, whose right to do so is IAM's to check and not a key's. */
export const lambdaHook = createHookHandler(
  { ...router, callers: undefined },
  settings.requestTimeoutMillis,
);
