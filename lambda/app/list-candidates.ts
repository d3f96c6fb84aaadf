import { isAllowedTier } from '../core/access-bounds';
import { isSameCandidate } from '../core/recovery/next-attempt';
import type { Target } from '../core/target';
import type { TieredModelId } from '../core/tiered-model-id';
import type { Router } from './ports';

/** Whom a request may ask, as things stand in this environment. */
export interface Candidates {
  readonly first: TieredModelId;
  readonly all: readonly TieredModelId[];
  /** Why the first is not the one requested, if it is not. */
  readonly detour: 'unsupported' | 'cooldown' | undefined;
}

/** A strict request has but one candidate, the one requested. */
export function listCandidates(target: Target, router: Router): Candidates {
  const requested = { baseModelId: target.baseModelId, tier: target.requestedTier };
  if (target.isStrict) return { first: requested, all: [requested], detour: undefined };
  const all = [requested, ...target.fallbacks].map((each) => leaveOutRefusedTier(each, router));
  const [primary = requested] = all;
  const first = all.find((each) => router.cooldowns.claim(each, router.clock())) ?? primary;
  if (first !== primary) return { first, all, detour: 'cooldown' };
  const detour = isSameCandidate(primary, requested) ? undefined : 'unsupported';
  return { first, all, detour };
}

function leaveOutRefusedTier(candidate: TieredModelId, router: Router): TieredModelId {
  const { baseModelId, tier } = candidate;
  const isRefused = router.refusedTiers.isRefused(baseModelId, tier, router.clock());
  return isRefused && isAllowedTier(router.bounds, 'default')
    ? { baseModelId, tier: 'default' }
    : candidate;
}
