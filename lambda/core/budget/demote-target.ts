import { isAllowedTier } from '../access-bounds';
import { BEDROCK_ACTIONS } from '../bedrock-action';
import type { BudgetResponse } from '../callers/caller-policy';
import { listFallbacks } from '../fallbacks';
import type { Route } from '../route';
import type { Target } from '../target';
import type { TierMapping } from '../tier-mapping';
import { lookUpTierSupport, stripProfilePrefix } from '../tier-support';
import type { TieredModelId } from '../tiered-model-id';

export interface DemotionRules {
  readonly mapping: TierMapping;
  /** Whether a model has refused the tier a while ago: it would be served on the default tier. */
  readonly isRefused: (candidate: TieredModelId) => boolean;
}

/**
 * What to ask instead where no money is left; undefined where nothing cheaper may be asked, so that the request is to be
 * refused. A strict request takes nothing else. A tier that the request names does not hold any more.
 */
export function demoteTarget(
  target: Target,
  response: BudgetResponse,
  { mapping, isRefused }: DemotionRules,
): Target | undefined {
  if (target.isStrict || response.kind === 'reject') return undefined;
  const route =
    response.kind === 'demote-to-flex'
      ? listOnFlex(target)
      : (mapping.get(response.operation)?.route ?? []);
  const [primary, ...others] = route
    .filter((candidate) => isAskable(candidate, target))
    .filter((candidate) => !isRefused(candidate));
  if (primary === undefined) return undefined;
  const allowed: Route = [primary, ...others];
  const { action, bounds } = target;
  return {
    ...target,
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
  const { baseModelId, tier } = candidate;
  const { bounds } = target;
  const isAllowedModel = bounds.models === 'any' || bounds.models.includes(baseModelId);
  return isAllowedModel && isAllowedTier(bounds, tier) && canTakeBody(baseModelId, target);
}

/** The body of an invoke call is in its model's own format. */
function canTakeBody(baseModelId: string, target: Target): boolean {
  if (BEDROCK_ACTIONS[target.action].tierIn !== 'header') return true;
  return stripProfilePrefix(baseModelId) === stripProfilePrefix(target.baseModelId);
}
