import type { TieredModelId } from '../ids/tiered-model-id';
import type { ModelPrice, MultipliedTier, Prices, TokenRates } from './prices';

/** What an operator says prices are. */
export interface PriceOverrides {
  readonly rows: readonly PriceOverrideRow[];
  readonly multipliers: Readonly<Partial<Record<MultipliedTier, number>>>;
}

export interface PriceOverrideRow extends TieredModelId {
  readonly rates: TokenRates;
}

/**
 * Prices with an operator's laid over them.
 *
 * A row for the default tier replaces all that was known of that ID, its tiers' own rates and the limit of its prompts
 * included: those belong to the price that no longer holds. A row for another tier replaces that tier's rates alone.
 */
export function overridePrices(prices: Prices, { rows, multipliers }: PriceOverrides): Prices {
  const models = new Map(prices.models);
  for (const { baseModelId, tier, rates } of rows) {
    if (tier === 'default') models.set(baseModelId, withRates(undefined, 'default', rates));
  }
  for (const { baseModelId, tier, rates } of rows) {
    if (tier === 'default') continue;
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
