import type { TieredModelId } from '../core/ids/tiered-model-id';
import { estimateSavings, priceUsage } from '../core/pricing/price-usage';
import type { Prices } from '../core/pricing/prices';
import type { BedrockReply } from './outcome';

/** What a request cost by the price list, in USD. */
export interface CostEstimate {
  readonly usd: number;
  /** Against the default tier of the same model; negative where the tier served is dearer. */
  readonly savingsUsd: number;
}

/**
 * Prices what a reply says it used, on the tier that served it. Where Bedrock names none, that is the tier it was asked
 * for. Undefined where the reply names no usage, and where the model has no price: unpriced is not free.
 */
export function estimateCost(
  reply: BedrockReply,
  { baseModelId, tier }: TieredModelId,
  prices: Prices,
): CostEstimate | undefined {
  const { usage, resolvedTier } = reply.facts();
  if (usage === undefined) return undefined;
  const call = { baseModelId, tier: resolvedTier ?? tier, usage };
  const cost = priceUsage(prices, call);
  const savings = estimateSavings(prices, call);
  if (cost.kind === 'unpriced' || savings.kind === 'unpriced') return undefined;
  return { usd: cost.usd, savingsUsd: savings.usd };
}
