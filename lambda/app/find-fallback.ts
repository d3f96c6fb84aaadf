import type { TieredModelId } from '../core/ids/tiered-model-id';
import type { TierFallback } from '../core/receipts/outcome';
import type { FailureCause } from '../core/recovery/failure-cause';
import { type FailedAttempt, isSameCandidate } from '../core/recovery/next-attempt';
import type { Target } from '../core/routing/target';
import type { Candidates } from './list-candidates';

/** How a request came to ask others than the one requested. */
interface Detour {
  readonly failed: readonly FailedAttempt[];
  readonly detour: Candidates['detour'];
}

/** Why another answered than the one requested; undefined where none did. */
export function findFallback(
  { baseModelId, requestedTier }: Target,
  answeredBy: TieredModelId,
  { failed, detour }: Detour,
): TierFallback | undefined {
  if (isSameCandidate(answeredBy, { baseModelId, tier: requestedTier })) return undefined;
  if (detour !== undefined) return detour;
  return nameFallback(failed[0]?.cause);
}

function nameFallback(cause: FailureCause | undefined): TierFallback {
  if (cause === 'quota') return 'quota';
  return cause === 'capacity' || cause === 'silence' ? 'capacity' : 'unsupported';
}
