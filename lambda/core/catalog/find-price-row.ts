import type { CatalogModel, CatalogPrice } from './catalog-model';

/** Finds the price of a profile in a Region. A row for the Region wins over one for every Region. */
export function findPriceRow(
  { prices = [] }: CatalogModel,
  profile: string,
  region: string | undefined,
): CatalogPrice | undefined {
  const rows = prices.filter(({ profiles }) => profiles.includes(profile));
  return (
    rows.find(({ regions }) => region !== undefined && regions?.includes(region)) ??
    rows.find(({ regions }) => regions === undefined)
  );
}
