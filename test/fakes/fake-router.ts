import type { Router } from '../../lambda/app/ports';
import type { CallerPolicies } from '../../lambda/core/callers/caller-policies';
import type { Caller } from '../../lambda/core/callers/caller-policy';
import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import { Cooldowns } from '../../lambda/core/recovery/cooldowns';
import { RefusedTiers } from '../../lambda/core/recovery/refused-tiers';
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

/** A router's world in memory: nothing in it waits, and its clock stands still. */
export class FakeRouter implements Router {
  readonly bounds: Router['bounds'] = { models: 'any', tiers: SERVICE_TIERS };
  readonly snapshots: Router['snapshots'] = new FixedSnapshots({ mapping: MAPPING });
  readonly hasCallers: boolean = false;
  readonly budgets: Router['budgets'] = undefined;
  readonly bedrock = new FakeBedrockModels();
  readonly stampsMetadata: boolean = true;
  readonly telemetry = new RecordingTelemetry();
  readonly refusedTiers = new RefusedTiers();
  readonly cooldowns = new Cooldowns();
  readonly timeouts: Router['timeouts'] = {
    firstByteMillis: { priority: 60_000, default: 60_000, flex: 60_000, reserved: 60_000 },
    pause: async () => {},
  };
  readonly fakeClock = new FakeClock();
  readonly clock = this.fakeClock.read;
}

/** What a router has that knows one caller. */
export function knowCaller(caller: Caller): Pick<Router, 'snapshots' | 'hasCallers'> {
  const policies: CallerPolicies = new Map([[caller.id, caller.policy]]);
  return { snapshots: new FixedSnapshots({ mapping: MAPPING, policies }), hasCallers: true };
}
