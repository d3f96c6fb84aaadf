import type { Catalog } from '../../../../lambda/core/catalog/catalog';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import type { CatalogModel } from '../../../../lambda/core/catalog/catalog-model';
import { parsePriceOverrides } from '../../../../lambda/core/pricing/parse-price-overrides';
import { Prices } from '../../../../lambda/core/pricing/prices';

/** The built-in prices in US East (N. Virginia). */
export const US_EAST_PRICES = new Prices({ catalog: BUILT_IN_CATALOG, region: 'us-east-1' });

/** A catalog of these models alone. */
export function composeCatalog(...models: readonly CatalogModel[]): Catalog {
  return {
    date: '2026-11-28',
    tierMultipliers: { flex: 0.5, priority: 1.75 },
    models: new Map(models.map((model) => [model.id, model])),
  };
}

/** Prices with these overrides, by default of the built-in catalog in US East. */
export function overridePrices(
  document: object,
  { catalog = BUILT_IN_CATALOG }: { readonly catalog?: Catalog } = {},
): Prices {
  const parsed = parsePriceOverrides(JSON.stringify(document));
  if (parsed.kind === 'rejected') throw new Error(parsed.problem);
  return new Prices({ catalog, region: 'us-east-1', overrides: parsed.value });
}
