import type { TieredModelId } from '../core/ids/tiered-model-id';
import { isSameCandidate } from '../core/recovery/next-attempt';
import { isAllowedTier } from '../core/routing/access-bounds';
import type { Target } from '../core/routing/target';
import type { Router } from './ports';

/** Whom a request may ask, as things stand in this environment. */
export interface Candidates {
  readonly first: TieredModelId;
  readonly all: readonly TieredModelId[];
  /** Why the first is not the one requested, if it is not. */
  readonly detour: 'unsupported' | 'cooldown' | undefined;
}

/**
 * A strict request has but one candidate, the one requested. Where all rest, the one whose rest ends first is asked all
 * the same: a request is not refused for what others met.
 */
export function listCandidates(target: Target, router: Router): Candidates {
  const requested = { baseModelId: target.baseModelId, tier: target.requestedTier };
  if (target.isStrict) return { first: requested, all: [requested], detour: undefined };
  const all = [requested, ...target.fallbacks].map((each) =>
    leaveOutRefusedTier(each, target, router),
  );
  const [primary = requested] = all;
  const awake = all.find((each) => router.cooldowns.claim(each, router.clock()));
  const first = awake ?? findSoonest(all, router) ?? primary;
  if (first !== primary) return { first, all, detour: 'cooldown' };
  const detour = isSameCandidate(primary, requested) ? undefined : 'unsupported';
  return { first, all, detour };
}

/** Milliseconds until one of the candidates may be asked again; 0 where one may be asked now. */
export function findRestMillis(candidates: readonly TieredModelId[], router: Router): number {
  const now = router.clock();
  return Math.min(...candidates.map((each) => router.cooldowns.restMillis(each, now)));
}

function findSoonest(
  candidates: readonly TieredModelId[],
  router: Router,
): TieredModelId | undefined {
  const now = router.clock();
  const soonest = findRestMillis(candidates, router);
  return candidates.find((each) => router.cooldowns.restMillis(each, now) === soonest);
}

function leaveOutRefusedTier(
  candidate: TieredModelId,
  { bounds }: Target,
  router: Router,
): TieredModelId {
  const { baseModelId, tier } = candidate;
  const isRefused = router.refusedTiers.isRefused(baseModelId, tier, router.clock());
  return isRefused && isAllowedTier(bounds, 'default')
    ? { baseModelId, tier: 'default' }
    : candidate;
}
