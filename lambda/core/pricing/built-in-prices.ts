import { AMAZON_PRICES, NOVA_PREMIER_PROFILE_PRICES } from './amazon-prices';
import { ANTHROPIC_PRICES } from './anthropic-prices';
import { META_PRICES } from './meta-prices';
import { MISTRAL_PRICES } from './mistral-prices';
import { OPEN_WEIGHT_PRICES } from './open-weight-prices';
import { listPrices, type PriceSheet } from './price-sheet';
import type { Prices } from './prices';

export const PRICE_SHEETS: readonly PriceSheet[] = [
  AMAZON_PRICES,
  NOVA_PREMIER_PROFILE_PRICES,
  ANTHROPIC_PRICES,
  META_PRICES,
  MISTRAL_PRICES,
  OPEN_WEIGHT_PRICES,
];

/**
 * Public prices, in force unless a parameter replaces them. A plain model ID has the price of US East (N. Virginia),
 * which other Regions may exceed.
 *
 * AWS publishes prices of tiers, but not multipliers. These follow from its price lists, also for cache reads.
 */
export const BUILT_IN_PRICES: Prices = {
  models: new Map(PRICE_SHEETS.flatMap(listPrices)),
  multipliers: { flex: 0.5, priority: 1.75 },
};
