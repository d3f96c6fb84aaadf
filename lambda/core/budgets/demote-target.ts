import type { BudgetResponse } from '../callers/caller-policy';
import { lookUpTierSupport } from '../catalog/tier-support';
import type { ServiceTier } from '../ids/service-tier';
import type { TieredModelId } from '../ids/tiered-model-id';
import type { Prices } from '../pricing/prices';
import type { AccessBounds } from '../routing/access-bounds';
import { canTakeBody, isWithinBounds, listFallbacks } from '../routing/fallbacks';
import type { Route } from '../routing/route';
import type { Target } from '../routing/target';
import type { TierMapping } from '../routing/tier-mapping';
import { boundCall } from './bound-cost';

export interface DemotionRules {
  readonly mapping: TierMapping;
  readonly prices: Prices;
  /** Whether a model has refused the tier a while ago: it would be served on the default tier. */
  readonly isRefused: (candidate: TieredModelId) => boolean;
}

/**
 * What to ask instead where no money is left; undefined where nothing cheaper may be asked, so that the request is to be
 * refused. A strict request takes nothing else. A tier that the request names does not hold any more, and no other tier
 * than those of the new route may be asked: where one is refused, the default tier would bring the full price back.
 */
export function demoteTarget(
  target: Target,
  response: BudgetResponse,
  { mapping, prices, isRefused }: DemotionRules,
): Target | undefined {
  if (target.isStrict || response.kind === 'reject') return undefined;
  const route =
    response.kind === 'demote-to-flex'
      ? listOnFlex(target)
      : (mapping.get(response.operation)?.route ?? []);
  const [primary, ...others] = route
    .filter((candidate) => isAskable(candidate, target))
    .filter((candidate) => isCheaper(candidate, target, prices))
    .filter((candidate) => !isRefused(candidate));
  if (primary === undefined) return undefined;
  const allowed: Route = [primary, ...others];
  const { action } = target;
  const bounds = narrowTiers(target.bounds, allowed);
  return {
    ...target,
    bounds,
    baseModelId: primary.baseModelId,
    suffixTier: primary.tier,
    requestedTier: primary.tier,
    fallbacks: listFallbacks({ action, route: allowed, chooseTier: (suffix) => suffix, bounds }),
  };
}

/** Models that are known not to take it would be served on the default tier, which saves nothing. */
function listOnFlex({ baseModelId, fallbacks }: Target): readonly TieredModelId[] {
  return [baseModelId, ...fallbacks.map((each) => each.baseModelId)]
    .filter((each) => lookUpTierSupport(each, 'flex') !== 'unsupported')
    .map((each) => ({ baseModelId: each, tier: 'flex' }));
}

function isAskable(candidate: TieredModelId, target: Target): boolean {
  return isWithinBounds(candidate, target) && canTakeBody(target.action, target, candidate);
}

/** Than what was requested, for the same body: what costs as much would make the limit none. */
function isCheaper(candidate: TieredModelId, target: Target, prices: Prices): boolean {
  const { baseModelId, requestedTier: tier } = target;
  const bound = boundCall(target, candidate, prices);
  const requested = boundCall(target, { baseModelId, tier }, prices);
  if (bound.kind === 'unpriced' || requested.kind === 'unpriced') return false;
  return bound.nanoUsd < requested.nanoUsd;
}

function narrowTiers(bounds: AccessBounds, route: Route): AccessBounds {
  const isOnRoute = (tier: ServiceTier) => route.some((candidate) => candidate.tier === tier);
  return { ...bounds, tiers: bounds.tiers.filter(isOnRoute) };
}
