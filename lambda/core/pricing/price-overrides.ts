import type { TierMultipliers } from '../catalog/catalog';
import type { ModelPrice, RatesByTier } from './model-price';

/** Prices that an operator sets. */
export interface PriceOverrides {
  /** Base model ID or ARN as it is called → the rates of its tiers. */
  readonly rates: ReadonlyMap<string, RatesByTier>;
  readonly multipliers: Readonly<Partial<TierMultipliers>>;
}

export const NO_OVERRIDES: PriceOverrides = { rates: new Map(), multipliers: {} };

/**
 * Replaces a price by the rows of an operator.
 *
 * A row for the default tier replaces everything known of that ID, including the rates of its tiers and of long prompts,
 * because those belong to the former price. A row for another tier replaces the rates of that tier alone, however long
 * the prompt is.
 *
 * @param known undefined if there is no price, or if the rows have one for the default tier
 */
export function overridePrice(known: ModelPrice | undefined, rates: RatesByTier): ModelPrice {
  if (known === undefined) return { rates, above: [] };
  return {
    rates: { ...known.rates, ...rates },
    above: known.above.map((band) => ({ ...band, rates: { ...band.rates, ...rates } })),
  };
}
