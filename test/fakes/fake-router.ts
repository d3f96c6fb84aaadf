import type { Router } from '../../lambda/app/ports';
import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import { BUILT_IN_PRICES } from '../../lambda/core/pricing/built-in-prices';
import { FailureMemory } from '../../lambda/core/recovery/failure-memory';
import { FakeBedrockModels } from './fake-bedrock-models';
import { FakeClock } from './fake-clock';
import { FixedTierMapping } from './fixed-tier-mapping';
import { RecordingTelemetry } from './recording-telemetry';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';

/** A router's world in memory: nothing in it waits, and its clock stands still. */
export class FakeRouter implements Router {
  readonly bounds: Router['bounds'] = { models: 'any', tiers: SERVICE_TIERS };
  readonly mapping: Router['mapping'] = new FixedTierMapping({
    classification: `${NOVA}:priority`,
    extraction: `${NOVA}:flex`,
    assessment: NOVA,
  });
  readonly prices: Router['prices'] = {
    ready: async () => {},
    current: () => BUILT_IN_PRICES,
    settled: async () => {},
  };
  readonly callers: Router['callers'] = undefined;
  readonly budgets: Router['budgets'] = undefined;
  readonly bedrock = new FakeBedrockModels();
  readonly stampsMetadata: boolean = true;
  readonly telemetry = new RecordingTelemetry();
  readonly failures = new FailureMemory();
  readonly timeouts: Router['timeouts'] = {
    firstByteMillis: { priority: 60_000, default: 60_000, flex: 60_000, reserved: 60_000 },
    pause: async () => {},
  };
  readonly fakeClock = new FakeClock();
  readonly clock = this.fakeClock.read;
}
