import type { TokenUsage } from '../wire/token-usage';
import { findTierPrice, type ModelPrice, type Prices, type TierPrice } from './prices';

/** Unpriced is not free: nobody knows what it costs. */
export type Cost =
  | { readonly kind: 'priced'; readonly usd: number }
  | { readonly kind: 'unpriced' };

export interface PricedCall {
  /** As Bedrock was called: profile prefix and all, without a tier. */
  readonly baseModelId: string;
  /** The tier that served the call, as Bedrock names it. */
  readonly tier: string;
  readonly usage: TokenUsage;
}

const UNPRICED: Cost = { kind: 'unpriced' };

/** In the order of the rates. */
const TOKEN_KINDS = [
  'inputTokens',
  'outputTokens',
  'cacheReadInputTokens',
  'cacheWriteInputTokens',
] as const satisfies readonly (keyof TokenUsage)[];

/**
 * Costs are counted in whole units, so that they add up to the last digit, and divided once. At 10⁻¹⁴ USD, the finest
 * rate in any price list is a whole number of units a token, and a call of 90 USD is counted exactly.
 */
const UNITS_PER_USD = 1e14;
const UNITS_PER_USD_PER_MILLION_TOKENS = UNITS_PER_USD / 1e6;

/**
 * What a call costs, in USD. Never a guess: unpriced where the model, the tier or one kind of its tokens has no price.
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

/** The same in whole nano-dollars, rounded up; undefined where it is unpriced. Budgets are kept in them. */
export function priceInNanoUsd(prices: Prices, call: PricedCall): number | undefined {
  const units = countUnits(prices, call);
  return units === undefined ? undefined : Math.ceil(units / UNITS_PER_NANO_USD);
}

/** What the default tier of the same model would have cost more, in USD: negative where the tier served is dearer. */
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

function isTooLong({ longestPromptTokens }: ModelPrice, usage: TokenUsage): boolean {
  if (longestPromptTokens === undefined) return false;
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
