import type { TokenUsage } from '../wire/token-usage';
import { findTierPrice, type ModelPrice, type RatesByTier, type TierPrice } from './model-price';
import type { Prices } from './prices';

/** Unpriced does not mean free: the cost is not known. */
export type Cost =
  | { readonly kind: 'priced'; readonly usd: number }
  | { readonly kind: 'unpriced' };

export interface PricedCall {
  /** The ID that was called, with its profile prefix and without a tier. */
  readonly baseModelId: string;
  readonly connection?: string | undefined;
  /** The tier that served the call, as Bedrock names it. */
  readonly tier: string;
  /** As Bedrock names it; undefined for `standard`. */
  readonly latencyMode?: string | undefined;
  readonly usage: TokenUsage;
}

const UNPRICED: Cost = { kind: 'unpriced' };

/** Optimized latency has prices of its own, which no source lists. */
export function isPricedLatency(latencyMode: string | undefined): boolean {
  return latencyMode === undefined || latencyMode === 'standard';
}

/**
 * Costs are counted in whole units and divided once, so that sums are exact. A unit is 10⁻¹⁴ USD: the smallest rate in
 * any price list is a whole number of units for each token, and a call of 90 USD is still counted exactly.
 */
const UNITS_PER_USD = 1e14;
const UNITS_PER_USD_PER_MILLION_TOKENS = UNITS_PER_USD / 1e6;

/**
 * Prices a call in USD. It is unpriced when the model, the tier, the latency mode or one kind of its tokens has no price.
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
  return toNanoUsd(countUnits(prices, call));
}

/**
 * Prices tokens by the rates of a tier in whole nano-dollars, rounded up. Undefined when one kind of them has no rate.
 *
 * @param tokens in the order of the rates
 */
export function priceTokensInNanoUsd(
  price: TierPrice,
  tokens: readonly number[],
): number | undefined {
  return toNanoUsd(countUnitsOfTokens(price, tokens));
}

/** How much more the default tier of the same model would have cost, in USD. Negative when the served tier costs more. */
export function estimateSavings(prices: Prices, call: PricedCall): Cost {
  const units = countUnits(prices, call);
  const defaultUnits = countUnits(prices, { ...call, tier: 'default' });
  if (units === undefined || defaultUnits === undefined) return UNPRICED;
  return { kind: 'priced', usd: (defaultUnits - units) / UNITS_PER_USD };
}

function countUnits(prices: Prices, call: PricedCall): number | undefined {
  const { tier, latencyMode, usage } = call;
  if (!isPricedLatency(latencyMode)) return undefined;
  const model = prices.find(call);
  const price = model && findTierPrice(chooseRates(model, usage), prices.multipliers, tier);
  return price && countUnitsOfTokens(price, listTokens(usage));
}

/** In the order of the catalog's rates. */
function listTokens(usage: TokenUsage): readonly number[] {
  const { inputTokens, outputTokens, cacheReadInputTokens } = usage;
  const { cacheWriteInputTokens, cacheWriteOneHourInputTokens } = usage;
  const usualWrites = cacheWriteInputTokens - cacheWriteOneHourInputTokens;
  return [
    inputTokens,
    outputTokens,
    cacheReadInputTokens,
    usualWrites,
    cacheWriteOneHourInputTokens,
  ];
}

/** The rates of the highest limit that the prompt exceeds, or those of every prompt. */
function chooseRates({ rates, above }: ModelPrice, usage: TokenUsage): RatesByTier {
  const { inputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  const promptTokens = inputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  let chosen = { promptTokens: -1, rates };
  for (const band of above) {
    const isExceeded = promptTokens > band.promptTokens;
    if (isExceeded && band.promptTokens > chosen.promptTokens) chosen = band;
  }
  return chosen.rates;
}

function countUnitsOfTokens(price: TierPrice, tokens: readonly number[]): number | undefined {
  let units = 0;
  for (const [column, count] of tokens.entries()) {
    const unitsOfKind = countUnitsOfKind(price, column, count);
    if (unitsOfKind === undefined) return undefined;
    units += unitsOfKind;
  }
  return units;
}

function countUnitsOfKind(
  { rates, multiplier }: TierPrice,
  column: number,
  tokens: number,
): number | undefined {
  if (tokens === 0) return 0;
  const rate = rates[column] ?? undefined;
  if (rate === undefined) return undefined;
  return tokens * Math.round(rate * multiplier * UNITS_PER_USD_PER_MILLION_TOKENS);
}

function toNanoUsd(units: number | undefined): number | undefined {
  return units === undefined ? undefined : Math.ceil(units / UNITS_PER_NANO_USD);
}
