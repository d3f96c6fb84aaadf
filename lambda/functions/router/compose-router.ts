import { SSMClient } from '@aws-sdk/client-ssm';
import { BedrockRuntimeModels } from '../../adapters/bedrock/runtime-models';
import { ParameterTree } from '../../adapters/parameter-store/parameter-tree';
import { CloudWatchTelemetry } from '../../adapters/telemetry/cloud-watch';
import type { LineWriter } from '../../adapters/telemetry/line-writer';
import { startAgeClock } from '../../adapters/timers/age-clock';
import { pause } from '../../adapters/timers/pause';
import { pauseWithJitter } from '../../adapters/timers/pause-with-jitter';
import type { Router } from '../../app/ports';
import { listRegions } from '../../core/connections/connection';
import { FailureMemory } from '../../core/recovery/failure-memory';
import { RetryBudget } from '../../core/recovery/retry-budget';
import type { RouterConfig } from '../../core/settings/router-config';
import { openBudgets } from './open-budgets';
import { openConnections } from './open-connections';
import { openReplyCache } from './open-reply-cache';

/** Composes what a function that routes needs. Clients that few requests need are loaded by the first that does. */
export function composeRouter(config: RouterConfig, lines: LineWriter): Router {
  const clock = startAgeClock();
  const telemetry = new CloudWatchTelemetry(lines);
  return {
    bounds: config.bounds,
    snapshots: new ParameterTree({
      // A second attempt saves the pages that were read before a throttled one.
      client: new SSMClient({ maxAttempts: 2 }),
      prefix: config.parameterPrefix,
      owner: config.owner,
      bounds: config.bounds,
      hasCallers: config.hasCallers,
      region: config.region,
      regions: listRegions(config.connections),
      deployed: config.deployedMapping,
      operationsWithSettings: config.operationsWithSettings,
      maxAgeMillis: config.mappingMaxAgeMillis,
      clock,
      pause,
      random: Math.random,
      telemetry,
    }),
    hasCallers: config.hasCallers,
    budgets: config.budgetTable === undefined ? undefined : openBudgets(config.budgetTable, lines),
    replyCache:
      config.replyCacheTable === undefined
        ? undefined
        : openReplyCache(config.replyCacheTable, lines, clock),
    bedrock: new BedrockRuntimeModels(openConnections(config.connections), clock),
    stampsMetadata: config.stampsMetadata,
    telemetry,
    failures: new FailureMemory(Math.random),
    retries: new RetryBudget(),
    timeouts: { firstByteMillis: config.firstByteMillis, pause: pauseWithJitter },
    clock,
    now: Date.now,
    random: Math.random,
  };
}
