import type { TierMultipliers } from '../catalog/catalog';
import type { Rates } from '../catalog/catalog-model';

/** What one ID costs. */
export interface ModelPrice {
  readonly rates: RatesByTier;
  /** The rates of the whole request if its prompt is longer, in any order. */
  readonly above: readonly PriceBand[];
}

export interface PriceBand {
  readonly promptTokens: number;
  readonly rates: RatesByTier;
}

/** Tier → its own rates. */
export type RatesByTier = Readonly<Record<string, Rates>>;

export interface TierPrice {
  readonly rates: Rates;
  /** The factor for the rates. */
  readonly multiplier: number;
}

const MULTIPLIED_TIERS = ['flex', 'priority'] as const satisfies readonly (keyof TierMultipliers)[];

/**
 * Finds the tier's own rates, or those of the default tier with the tier's multiplier.
 *
 * @param tier as Bedrock names it, which may be a name that is not known yet
 */
export function findTierPrice(
  rates: RatesByTier,
  multipliers: TierMultipliers,
  tier: string,
): TierPrice | undefined {
  const ownRates = findRates(rates, tier);
  if (ownRates !== undefined) return { rates: ownRates, multiplier: 1 };
  const defaultRates = findRates(rates, 'default');
  const multipliedTier = MULTIPLIED_TIERS.find((candidate) => candidate === tier);
  if (defaultRates === undefined || multipliedTier === undefined) return undefined;
  return { rates: defaultRates, multiplier: multipliers[multipliedTier] };
}

/** Every object has members such as `constructor`. */
function findRates(rates: RatesByTier, tier: string): Rates | undefined {
  return Object.hasOwn(rates, tier) ? rates[tier] : undefined;
}
