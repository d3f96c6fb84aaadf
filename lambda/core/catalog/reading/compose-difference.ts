import type { Catalog } from '../catalog';
import { type CatalogModel, IN_REGION } from '../catalog-model';
import { type CollectedPrice, collectRates } from './collect-rates';
import { compareFacts, type ReadFacts, type RegionalModel } from './compare-facts';
import {
  comparePrice,
  joinDifferences,
  listUnknownLimits,
  type PriceDifference,
} from './compare-prices';
import type { PriceReadings, Unread } from './price-reading';
import type { ModelReading } from './read-foundation-models';
import type { ModelProfiles } from './read-inference-profiles';

/** What the Bedrock API of one Region said. */
export interface RegionReading {
  readonly region: string;
  readonly models: readonly ModelReading[];
  readonly profiles: ModelProfiles;
}

export interface CatalogReadings {
  readonly prices: readonly PriceReadings[];
  readonly regions: readonly RegionReading[];
  /** The base model IDs that are compared; undefined for every model. */
  readonly only?: ReadonlySet<string> | undefined;
}

export interface CatalogDifference {
  readonly models: readonly ModelDifference[];
  readonly unread: readonly Unread[];
}

export interface ModelDifference {
  readonly id: string;
  readonly isNew: boolean;
  /** The catalog's values of the facts that differ. */
  readonly before: ReadFacts;
  readonly facts: ReadFacts;
  readonly prices: readonly PriceDifference[];
}

/** Composes what differs between a catalog and what was read. What was not read, or could not be, changes nothing. */
export function composeDifference(catalog: Catalog, readings: CatalogReadings): CatalogDifference {
  const collected = collectRates(readings.prices.flatMap((prices) => prices.readings));
  const ids = listIds(collected.prices, readings);
  const compared = ids.map((id) => compareModel(catalog, id, { ...readings, collected }));
  return {
    models: compared.map(({ difference }) => difference).filter(hasDifference),
    unread: [
      ...readings.prices.flatMap(({ unread }) => unread),
      ...collected.unread,
      ...compared.flatMap(({ unread }) => unread),
    ],
  };
}

function listIds(
  prices: readonly CollectedPrice[],
  { regions, only }: CatalogReadings,
): readonly string[] {
  const ids = [
    ...prices.map(({ modelId }) => modelId),
    ...regions.flatMap(({ models }) => models.map(({ id }) => id)),
  ];
  return [...new Set(ids)].filter((id) => only?.has(id) ?? true).sort();
}

function hasDifference({ facts, prices }: ModelDifference): boolean {
  return Object.keys(facts).length > 0 || prices.length > 0;
}

interface ModelReadings extends CatalogReadings {
  readonly collected: { readonly prices: readonly CollectedPrice[] };
}

function compareModel(
  catalog: Catalog,
  id: string,
  { regions, collected }: ModelReadings,
): { readonly difference: ModelDifference; readonly unread: readonly Unread[] } {
  const known = catalog.models.get(id);
  const model = known ?? { id };
  const regional = regions.map(({ region, models, profiles }) => ({
    region,
    model: models.find((each) => each.id === id),
    profiles: profiles.get(id) ?? [],
  }));
  const facts = compareFacts(model, regional);
  const prices = collected.prices.filter(({ modelId }) => modelId === id);
  const differences = prices.flatMap((price) =>
    comparePrice(model, price, {
      profiles: listPricedProfiles({ ...model, ...facts }, price, regional),
      multipliers: catalog.tierMultipliers,
    }),
  );
  const before = pickFacts(model, facts);
  return {
    difference: {
      id,
      isNew: known === undefined,
      before,
      facts,
      prices: joinDifferences(differences),
    },
    unread: prices.flatMap((price) => listUnknownLimits(model, price)),
  };
}

function pickFacts(model: CatalogModel, facts: ReadFacts): ReadFacts {
  return Object.fromEntries(Object.entries(model).filter(([name]) => name in facts));
}

/**
 * A price that is not of `global` holds for the plain ID, if the Region serves it, and for the geographic profiles that the
 * Region lists: a geographic profile costs what the Region that is called charges.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html
 */
function listPricedProfiles(
  { regions, prices = [] }: CatalogModel,
  { isGlobal, region }: CollectedPrice,
  regional: readonly RegionalModel[],
): readonly string[] {
  if (isGlobal) return ['global'];
  if (region === undefined) return listProfilesOfEveryRegion(prices, regional);
  const isServed = regions?.includes(region) ?? prices.some(isOfPlainIdIn(region));
  const here = regional.filter((each) => each.region === region);
  const geographic = here.flatMap(({ profiles }) => profiles.filter((each) => each !== 'global'));
  return [...(isServed ? [IN_REGION] : []), ...geographic];
}

function isOfPlainIdIn(region: string) {
  return ({ profiles, regions }: { profiles: readonly string[]; regions?: readonly string[] }) =>
    profiles.includes(IN_REGION) && regions?.includes(region) === true;
}

function listProfilesOfEveryRegion(
  prices: NonNullable<CatalogModel['prices']>,
  regional: readonly RegionalModel[],
): readonly string[] {
  const listed = regional.flatMap(({ profiles }) => profiles);
  const priced = prices.flatMap(({ profiles }) => profiles);
  return [...new Set([...priced, ...listed])].filter((profile) => profile !== 'global');
}
