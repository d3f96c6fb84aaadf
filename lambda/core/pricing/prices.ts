/**
 * USD per million tokens, as price lists have it. A rate left out is not known, which is not 0.
 *
 * Cache writes are those that live five minutes: usage does not tell dearer ones apart.
 */
export type TokenRates = readonly [
  input: number,
  output: number,
  cacheRead?: number,
  cacheWrite?: number,
];

export interface ModelPrice {
  /** Tier → its own rates. */
  readonly ratesByTier: ReadonlyMap<string, TokenRates>;
  /** Longer prompts, cached tokens included, cost more than the rates say. Undefined where all cost the same. */
  readonly longestPromptTokens: number | undefined;
}

export interface Prices {
  /** Model ID, inference profile ID or ARN as it is called, without a tier → its price. */
  readonly models: ReadonlyMap<string, ModelPrice>;
  readonly multipliers: TierMultipliers;
}

/**
 * Tier → its price against `default`, for models without rates of their own for that tier. `reserved` has none:
 * reservations are billed by the hour.
 */
export type TierMultipliers = Readonly<Record<MultipliedTier, number>>;

export const MULTIPLIED_TIERS = ['flex', 'priority'] as const;
export type MultipliedTier = (typeof MULTIPLIED_TIERS)[number];

export interface TierPrice {
  readonly rates: TokenRates;
  /** What the rates are to be multiplied by. */
  readonly multiplier: number;
}

/**
 * A tier's own rates, else the default tier's with the tier's multiplier, else undefined.
 *
 * @param tier as Bedrock names it, which may be a name that is not known yet
 */
export function findTierPrice(
  { ratesByTier }: ModelPrice,
  multipliers: TierMultipliers,
  tier: string,
): TierPrice | undefined {
  const ownRates = ratesByTier.get(tier);
  if (ownRates !== undefined) return { rates: ownRates, multiplier: 1 };
  const defaultRates = ratesByTier.get('default');
  const multipliedTier = MULTIPLIED_TIERS.find((candidate) => candidate === tier);
  if (defaultRates === undefined || multipliedTier === undefined) return undefined;
  return { rates: defaultRates, multiplier: multipliers[multipliedTier] };
}
