import { Logger } from '@aws-lambda-powertools/logger';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createBedrockClient } from '../../adapters/bedrock/bedrock-client';
import { BedrockRuntimeModels } from '../../adapters/bedrock/bedrock-runtime-models';
import { ParameterTree } from '../../adapters/parameter-store/parameter-tree';
import { PowertoolsTelemetry } from '../../adapters/telemetry/powertools-telemetry';
import { pauseWithJitter } from '../../adapters/timers/pause-with-jitter';
import type { Router } from '../../app/ports';
import { FailureMemory } from '../../core/recovery/failure-memory';
import { createHandler } from '../../http/create-handler';
import { createHookHandler } from '../hook/create-hook-handler';
import { openBudgets } from './open-budgets';
import { readSettings } from './read-settings';

const settings = readSettings(process.env);
const clock = () => performance.now();
const logger = new Logger();
const telemetry = new PowertoolsTelemetry(logger);

/** Costs are written down when the answer is out; what that takes is several calls where others do it too. */
const SETTLEMENT_MILLIS = 5_000;

const router: Router = {
  bounds: settings.bounds,
  snapshots: new ParameterTree({
    // Many environments share the account's 40 reads a second: what fails twice is read again after its maximum age.
    client: new SSMClient({ maxAttempts: 2 }),
    prefix: settings.parameterPrefix,
    bounds: settings.bounds,
    hasCallers: settings.hasCallers,
    deployed: settings.deployedMapping,
    maxAgeMillis: settings.mappingMaxAgeMillis,
    clock,
    telemetry,
  }),
  hasCallers: settings.hasCallers,
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
  { ...router, hasCallers: false },
  settings.requestTimeoutMillis,
);
