import type { TieredModelId } from '../core/ids/tiered-model-id';
import type { Lease } from '../core/recovery/failure-memory';
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
  /** The lease on the first; undefined if it is called although it rests. */
  readonly lease: Lease | undefined;
}

/**
 * A strict request has but one candidate, the one requested. Where all rest, the one whose rest ends first is asked all
 * the same: a request is not refused for what others met.
 */
export function listCandidates(target: Target, router: Router): Candidates {
  const requested = { baseModelId: target.baseModelId, tier: target.requestedTier };
  if (target.isStrict) {
    return { first: requested, all: [requested], detour: undefined, lease: undefined };
  }
  const all = [requested, ...target.fallbacks].map((each) =>
    leaveOutRefusedTier(each, target, router),
  );
  const [primary = requested] = all;
  const leased = leaseFirst(all, router);
  const first = leased?.candidate ?? findSoonest(all, router) ?? primary;
  const lease = leased?.lease;
  if (first !== primary) return { first, all, detour: 'cooldown', lease };
  const detour = isSameCandidate(primary, requested) ? undefined : 'unsupported';
  return { first, all, detour, lease };
}

/** Milliseconds until one of the candidates may be asked again; 0 where one may be asked now. */
export function findRestMillis(candidates: readonly TieredModelId[], router: Router): number {
  const now = router.clock();
  return Math.min(...candidates.map((each) => router.failures.restMillis(each, now)));
}

function leaseFirst(candidates: readonly TieredModelId[], { failures, clock }: Router) {
  for (const candidate of candidates) {
    const lease = failures.lease(candidate, clock());
    if (lease !== undefined) return { candidate, lease };
  }
  return undefined;
}

function findSoonest(
  candidates: readonly TieredModelId[],
  router: Router,
): TieredModelId | undefined {
  const now = router.clock();
  const soonest = findRestMillis(candidates, router);
  return candidates.find((each) => router.failures.restMillis(each, now) === soonest);
}

function leaveOutRefusedTier(
  candidate: TieredModelId,
  { bounds }: Target,
  router: Router,
): TieredModelId {
  const { baseModelId } = candidate;
  const isRefused = router.failures.isTierRefused(candidate, router.clock());
  return isRefused && isAllowedTier(bounds, 'default')
    ? { baseModelId, tier: 'default' }
    : candidate;
}
