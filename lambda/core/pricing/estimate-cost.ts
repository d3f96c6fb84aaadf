import { estimateSavings, type PricedCall, priceUsage } from './price-usage';
import type { Prices } from './prices';

/** What a call cost by the price list, in USD. */
export interface CostEstimate {
  readonly usd: number;
  /**
   * Against the default tier of the same model; negative if the tier that served is dearer. Undefined if the default tier has
   * no price.
   */
  readonly savingsUsd: number | undefined;
}

/** Undefined if the call is unpriced, which is not free. */
export function estimateCost(prices: Prices, call: PricedCall): CostEstimate | undefined {
  const cost = priceUsage(prices, call);
  if (cost.kind === 'unpriced') return undefined;
  const savings = estimateSavings(prices, call);
  return { usd: cost.usd, savingsUsd: savings.kind === 'priced' ? savings.usd : undefined };
}
