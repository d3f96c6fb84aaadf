import type { TieredModelId } from '../core/ids/tiered-model-id';
import type { FailureCause } from '../core/recovery/failure-cause';
import type { Router } from './ports';

/**
 * Keeps what the last call of a request to a candidate showed. A refusal for good shows that the model is there: only
 * want of capacity and of quota count against it.
 */
export function rememberCall(
  candidate: TieredModelId,
  cause: FailureCause | undefined,
  { cooldowns, refusedTiers, clock }: Pick<Router, 'cooldowns' | 'refusedTiers' | 'clock'>,
): void {
  const { baseModelId, tier } = candidate;
  if (cause === 'tier-refused') refusedTiers.remember(baseModelId, tier, clock());
  if (cause === 'quota') cooldowns.recordFailure(candidate, 'quota', clock());
  else if (cause === 'capacity' || cause === 'silence')
    cooldowns.recordFailure(candidate, 'capacity', clock());
  else cooldowns.recordSuccess(candidate);
}
