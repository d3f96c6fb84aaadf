import type { Catalog, TierMultipliers } from '../catalog';
import { changeCatalog } from '../catalog-changes';
import type { CatalogModel, CatalogPrice } from '../catalog-model';
import { findPriceRow } from '../find-price-row';
import { compareRates } from '../reading/compare-rates';

/** The facts that the refresh keeps up to date. Others change only with an upgrade. */
export type RefreshedFacts = Pick<CatalogModel, 'id' | 'prices' | 'lifecycle'>;

export interface ChangeSources {
  readonly builtIn: Catalog;
  /** The changes in force: of each model, the facts that differ from the built-in catalog. */
  readonly last: readonly RefreshedFacts[];
  /** What differs from the catalog in force. */
  readonly read: readonly RefreshedFacts[];
}

/** Composes what differs from the built-in catalog, after what was read has replaced what was in force. */
export function composeChanges({ builtIn, last, read }: ChangeSources): readonly RefreshedFacts[] {
  const changes = { ...builtIn, models: new Map(last.map((model) => [model.id, model])) };
  const { models } = changeCatalog(changes, { readAt: builtIn.date, models: [...read] });
  return [...models.values()]
    .map((change) => keepDifferences(builtIn, change))
    .filter((change) => Object.keys(change).length > 1);
}

function keepDifferences(
  { models, tierMultipliers }: Catalog,
  { id, prices = [], lifecycle }: RefreshedFacts,
): RefreshedFacts {
  const known = models.get(id) ?? { id };
  const isSameLifecycle = JSON.stringify(lifecycle) === JSON.stringify(known.lifecycle);
  const different = prices.flatMap((row) => {
    const profiles = row.profiles.filter((profile) => {
      return !hasPrice(known, { ...row, profiles: [profile] }, tierMultipliers);
    });
    return profiles.length > 0 ? [{ ...row, profiles }] : [];
  });
  return {
    id,
    ...(different.length > 0 && { prices: different }),
    ...(lifecycle !== undefined && !isSameLifecycle && { lifecycle }),
  };
}

/** Whether a model has the price of one profile in all Regions of the price. */
function hasPrice(
  model: CatalogModel,
  {
    profiles: [profile = ''],
    regions = [undefined],
    rates,
    above,
  }: Omit<CatalogPrice, 'regions'> & {
    readonly regions?: readonly (string | undefined)[];
  },
  multipliers: TierMultipliers,
): boolean {
  return regions.every((region) => {
    const known = findPriceRow(model, profile, region);
    if (known === undefined) return false;
    const isSame = compareRates(known.rates, rates, multipliers).changes.length === 0;
    return isSame && JSON.stringify(known.above) === JSON.stringify(above);
  });
}
