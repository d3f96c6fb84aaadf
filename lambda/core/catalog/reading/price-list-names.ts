import type { PriceListNames } from './read-price-list';

/** The names of models in the price list. */
export const PRICE_LIST_NAMES: PriceListNames = new Map([
  ['Nova 2.0 Lite', 'amazon.nova-2-lite-v1:0'],
  ['Nova Lite', 'amazon.nova-lite-v1:0'],
]);
