import { SSMClient } from '@aws-sdk/client-ssm';
import { BedrockRuntimeModels } from '../../lambda/adapters/bedrock/runtime-models';
import { ParameterTree } from '../../lambda/adapters/parameter-store/parameter-tree';
import { CloudWatchTelemetry } from '../../lambda/adapters/telemetry/cloud-watch';
import { readLineSettings } from '../../lambda/adapters/telemetry/line-settings';
import { LineWriter } from '../../lambda/adapters/telemetry/line-writer';
import { pause } from '../../lambda/adapters/timers/pause';
import type { Router } from '../../lambda/app/ports';
import { FailureMemory } from '../../lambda/core/recovery/failure-memory';
import { RetryBudget } from '../../lambda/core/recovery/retry-budget';
import type { RouterConfig } from '../../lambda/core/settings/router-config';
import { ANSWERING_AT_ONCE, answerBedrock } from './answer-at-once';

/** The function's router with all of its adapters. The SDK's clients answer at once. */
export function createOwnCodeRouter(config: RouterConfig): Router {
  const clock = () => performance.now();
  const telemetry = new CloudWatchTelemetry(new LineWriter(readLineSettings({})));
  return {
    bounds: config.bounds,
    snapshots: new ParameterTree({
      client: new SSMClient(ANSWERING_AT_ONCE),
      prefix: config.parameterPrefix,
      bounds: config.bounds,
      hasCallers: false,
      region: 'us-east-1',
      deployed: config.deployedMapping,
      maxAgeMillis: config.mappingMaxAgeMillis,
      clock,
      pause,
      random: Math.random,
      telemetry,
    }),
    hasCallers: false,
    budgets: undefined,
    bedrock: new BedrockRuntimeModels({ send: async () => answerBedrock() }, clock),
    stampsMetadata: config.stampsMetadata,
    telemetry,
    failures: new FailureMemory(() => 0),
    retries: new RetryBudget(),
    timeouts: { firstByteMillis: config.firstByteMillis, pause: async () => {} },
    clock,
    now: Date.now,
    random: Math.random,
  };
}
