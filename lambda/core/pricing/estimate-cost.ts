import { estimateSavings, type PricedCall, priceUsage } from './price-usage';
import type { Prices } from './prices';

/** What a call cost by the price list, in USD. */
export interface CostEstimate {
  readonly usd: number;
  /** Against the default tier of the same model; negative if the tier that served is dearer. */
  readonly savingsUsd: number;
}

/** Undefined if the model, the tier or the default tier has no price: unpriced is not free. */
export function estimateCost(prices: Prices, call: PricedCall): CostEstimate | undefined {
  const cost = priceUsage(prices, call);
  const savings = estimateSavings(prices, call);
  if (cost.kind === 'unpriced' || savings.kind === 'unpriced') return undefined;
  return { usd: cost.usd, savingsUsd: savings.usd };
}
