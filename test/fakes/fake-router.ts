import type { Deadline } from '../../lambda/app/deadline';
import type { Router } from '../../lambda/app/ports';
import type { CallerPolicies } from '../../lambda/core/callers/policies';
import type { Caller } from '../../lambda/core/callers/policy';
import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import { FailureMemory } from '../../lambda/core/recovery/failure-memory';
import { RetryBudget } from '../../lambda/core/recovery/retry-budget';
import { FakeBedrockModels } from './fake-bedrock-models';
import { FakeClock } from './fake-clock';
import { composeMapping, FixedSnapshots } from './fixed-snapshots';
import { RecordingTelemetry } from './recording-telemetry';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';

const MAPPING = composeMapping({
  classification: `${NOVA}:priority`,
  extraction: `${NOVA}:flex`,
  assessment: NOVA,
});

/** A router in memory: nothing in it waits, and its clock stands still. */
export interface FakeRouter extends Router {
  readonly bedrock: FakeBedrockModels;
  readonly telemetry: RecordingTelemetry;
  readonly fakeClock: FakeClock;
}

/** A router in memory, with whatever a test wants otherwise. */
export function fakeRouter<Changes extends Partial<Router> = object>(
  changes?: Changes,
): FakeRouter & Changes {
  const fakeClock = new FakeClock();
  const router: FakeRouter = {
    bounds: { models: 'any', tiers: SERVICE_TIERS },
    snapshots: new FixedSnapshots({ mapping: MAPPING }),
    hasCallers: false,
    budgets: undefined,
    bedrock: new FakeBedrockModels(),
    stampsMetadata: true,
    telemetry: new RecordingTelemetry(),
    failures: new FailureMemory(() => 0),
    retries: new RetryBudget(),
    timeouts: fakeTimeouts(),
    fakeClock,
    clock: fakeClock.read,
    now: () => Date.UTC(2026, 10, 28, 12),
    random: () => 0,
  };
  return Object.assign(router, changes);
}

/** The timeouts of a router that waits for nothing. */
export function fakeTimeouts(changes: Partial<Router['timeouts']> = {}): Router['timeouts'] {
  return {
    firstByteMillis: {
      priority: 60_000,
      default: 60_000,
      flex: 60_000,
      reserved: 60_000,
      ultrafast: 60_000,
    },
    pause: async () => {},
    ...changes,
  };
}

/** What a router has that knows one caller. */
export function knowCaller(caller: Caller): Pick<Router, 'snapshots' | 'hasCallers'> {
  const policies: CallerPolicies = new Map([[caller.id, caller.policy]]);
  return { snapshots: new FixedSnapshots({ mapping: MAPPING, policies }), hasCallers: true };
}

/** A deadline that only the signal ends. */
export function composeDeadline(signal: AbortSignal, remainingMillis = 60_000): Deadline {
  return {
    signal,
    remainingMillis: () => remainingMillis,
    remainingFunctionMillis: () => remainingMillis,
    shorten: () => {},
    shortenSilence: () => {},
    isShortened: false,
    noteProgress: () => {},
  };
}
