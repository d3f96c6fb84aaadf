import type { TieredModelId } from '../ids/tiered-model-id';
import type { ModelPrice, MultipliedTier, Prices, TokenRates } from './prices';

/** Prices that an operator sets. */
export interface PriceOverrides {
  readonly rows: readonly PriceOverrideRow[];
  readonly multipliers: Readonly<Partial<Record<MultipliedTier, number>>>;
}

export interface PriceOverrideRow extends TieredModelId {
  readonly rates: TokenRates;
}

/**
 * Replaces prices by those of an operator.
 *
 * A row for the default tier replaces everything known of that ID, including the rates of its tiers and the limit of its
 * prompts, because those belong to the former price. A row for another tier replaces the rates of that tier alone.
 */
export function overridePrices(prices: Prices, { rows, multipliers }: PriceOverrides): Prices {
  const models = new Map(prices.models);
  for (const { baseModelId, tier } of rows) {
    if (tier === 'default') models.delete(baseModelId);
  }
  for (const { baseModelId, tier, rates } of rows) {
    models.set(baseModelId, withRates(models.get(baseModelId), tier, rates));
  }
  return { models, multipliers: { ...prices.multipliers, ...multipliers } };
}

function withRates(known: ModelPrice | undefined, tier: string, rates: TokenRates): ModelPrice {
  return {
    ratesByTier: new Map(known?.ratesByTier).set(tier, rates),
    longestPromptTokens: known?.longestPromptTokens,
  };
}
