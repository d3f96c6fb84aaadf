import type { ServiceTier } from '../ids/service-tier';
import type { TieredModelId } from '../ids/tiered-model-id';
import { isSameCandidate } from '../recovery/next-attempt';
import type { BedrockAction } from '../wire/bedrock-action';
import { wireOf } from '../wire/wire-of';
import { type AccessBounds, isAllowedModel, isAllowedTier } from './access-bounds';
import type { Route } from './route';

export interface FallbackChoice {
  readonly action: BedrockAction;
  readonly route: Route;
  /** What lies outside is left out. */
  readonly bounds: AccessBounds;
  /** The tier to ask of a candidate, given the one that its ID names. */
  readonly chooseTier: (suffix: ServiceTier) => ServiceTier;
}

/**
 * What else may be asked, in the route's order. A tier that the request itself names is asked of every candidate, which
 * can make two alike; only the first of them stays. The body of an invoke call is in the model's own format, so only
 * the same model on another tier or through another profile can take it.
 */
export function listFallbacks(choice: FallbackChoice): TieredModelId[] {
  const { action, route, chooseTier } = choice;
  const [primary, ...others] = route.map(({ baseModelId, tier }) => ({
    baseModelId,
    tier: chooseTier(tier),
  }));
  if (primary === undefined) return [];
  return others
    .filter((candidate) => canTakeBody(action, primary, candidate))
    .filter((candidate) => isWithinBounds(candidate, choice))
    .filter((candidate, index, all) => {
      const earlier = [primary, ...all.slice(0, index)];
      return !earlier.some((known) => isSameCandidate(known, candidate));
    });
}

/** A call that takes no tier is bound by its model alone. */
export function isWithinBounds(
  candidate: TieredModelId,
  { action, bounds }: Pick<FallbackChoice, 'action' | 'bounds'>,
): boolean {
  const { takesTier } = wireOf(action);
  return (
    isAllowedModel(bounds, candidate.baseModelId) &&
    (!takesTier || isAllowedTier(bounds, candidate.tier))
  );
}

/** Whether another model reads what was written for the primary. */
export function canTakeBody(
  action: BedrockAction,
  primary: Pick<TieredModelId, 'baseModelId'>,
  other: TieredModelId,
): boolean {
  return wireOf(action).sharesBody(primary.baseModelId, other.baseModelId);
}
