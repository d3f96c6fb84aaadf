import type { TokenUsage } from '../wire/token-usage';
import { findTierPrice, type ModelPrice, type Prices, type TierPrice } from './prices';

/** Unpriced does not mean free: the cost is not known. */
export type Cost =
  | { readonly kind: 'priced'; readonly usd: number }
  | { readonly kind: 'unpriced' };

export interface PricedCall {
  /** The ID that was called, with its profile prefix and without a tier. */
  readonly baseModelId: string;
  /** The tier that served the call, as Bedrock names it. */
  readonly tier: string;
  readonly usage: TokenUsage;
}

const UNPRICED: Cost = { kind: 'unpriced' };

/** In the order of `TokenRates`. */
const TOKEN_KINDS = [
  'inputTokens',
  'outputTokens',
  'cacheReadInputTokens',
  'cacheWriteInputTokens',
] as const satisfies readonly (keyof TokenUsage)[];

/**
 * Costs are counted in whole units and divided once, so that sums are exact. A unit is 10⁻¹⁴ USD: the smallest rate in
 * any price list is a whole number of units for each token, and a call of 90 USD is still counted exactly.
 */
const UNITS_PER_USD = 1e14;
const UNITS_PER_USD_PER_MILLION_TOKENS = UNITS_PER_USD / 1e6;

/**
 * Prices a call in USD. It is unpriced when the model, the tier or one kind of its tokens has no price.
 *
 * | model and tier, with 1,000 tokens in and 100 out | USD        |
 * |--------------------------------------------------|------------|
 * | `global.amazon.nova-2-lite-v1:0`, `default`      | 0.00055    |
 * | `global.amazon.nova-2-lite-v1:0`, `flex`         | 0.000275   |
 * | `us.amazon.nova-2-lite-v1:0`, `priority`         | 0.00105875 |
 * | `us.amazon.nova-2-lite-v1:0`, `reserved`         | unpriced   |
 */
export function priceUsage(prices: Prices, call: PricedCall): Cost {
  const units = countUnits(prices, call);
  return units === undefined ? UNPRICED : { kind: 'priced', usd: units / UNITS_PER_USD };
}

const UNITS_PER_NANO_USD = UNITS_PER_USD / 1e9;

/** Prices a call in whole nano-dollars, the unit of budgets, rounded up. Undefined when it is unpriced. */
export function priceInNanoUsd(prices: Prices, call: PricedCall): number | undefined {
  const units = countUnits(prices, call);
  return units === undefined ? undefined : Math.ceil(units / UNITS_PER_NANO_USD);
}

/** How much more the default tier of the same model would have cost, in USD. Negative when the served tier costs more. */
export function estimateSavings(prices: Prices, call: PricedCall): Cost {
  const units = countUnits(prices, call);
  const defaultUnits = countUnits(prices, { ...call, tier: 'default' });
  if (units === undefined || defaultUnits === undefined) return UNPRICED;
  return { kind: 'priced', usd: (defaultUnits - units) / UNITS_PER_USD };
}

function countUnits(
  { models, multipliers }: Prices,
  { baseModelId, tier, usage }: PricedCall,
): number | undefined {
  const model = models.get(baseModelId);
  if (model === undefined || isTooLong(model, usage)) return undefined;
  const price = findTierPrice(model, multipliers, tier);
  if (price === undefined) return undefined;
  let units = 0;
  for (const [column, kind] of TOKEN_KINDS.entries()) {
    const unitsOfKind = countUnitsOfKind(price, column, usage[kind]);
    if (unitsOfKind === undefined) return undefined;
    units += unitsOfKind;
  }
  return units;
}

function isTooLong(
  { longestPromptTokens = Number.POSITIVE_INFINITY }: ModelPrice,
  usage: TokenUsage,
): boolean {
  const { inputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  return inputTokens + cacheReadInputTokens + cacheWriteInputTokens > longestPromptTokens;
}

function countUnitsOfKind(
  { rates, multiplier }: TierPrice,
  column: number,
  tokens: number,
): number | undefined {
  if (tokens === 0) return 0;
  const rate = rates[column];
  if (rate === undefined) return undefined;
  return tokens * Math.round(rate * multiplier * UNITS_PER_USD_PER_MILLION_TOKENS);
}
