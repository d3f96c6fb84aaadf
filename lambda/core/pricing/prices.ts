/**
 * USD per million tokens, as in price lists. A rate that is absent is unknown, not 0.
 *
 * The rate of cache writes is that of a five-minute lifetime, because usage does not show longer ones.
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
  /** Longer prompts, including cached tokens, cost more than the rates. Undefined when all prompts cost the same. */
  readonly longestPromptTokens: number | undefined;
}

export interface Prices {
  /** Model ID, inference profile ID or ARN as it is called, without a tier → its price. */
  readonly models: ReadonlyMap<string, ModelPrice>;
  readonly multipliers: TierMultipliers;
}

/**
 * Tier → its price relative to `default`, for models without rates for that tier. `reserved` has none, because
 * reservations are billed by the hour.
 */
export type TierMultipliers = Readonly<Record<MultipliedTier, number>>;

const MULTIPLIED_TIERS = ['flex', 'priority'] as const;
export type MultipliedTier = (typeof MULTIPLIED_TIERS)[number];

export interface TierPrice {
  readonly rates: TokenRates;
  /** The factor for the rates. */
  readonly multiplier: number;
}

/**
 * Finds the tier's own rates, or those of the default tier with the tier's multiplier.
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
