import type { TierMultipliers } from '../catalog';
import type { CatalogModel, CatalogPrice } from '../catalog-model';
import { findPriceRow } from '../find-price-row';
import { type CollectedPrice, groupBy } from './collect-rates';
import { compareRates, type RateChange } from './compare-rates';
import type { Unread } from './price-reading';

/** A row that takes the place of the catalog's prices of its profiles in its Regions. */
export interface PriceDifference {
  readonly row: CatalogPrice;
  readonly changes: readonly PriceChange[];
}

export interface PriceChange extends RateChange {
  readonly profile: string;
  /** Undefined if the price holds in every Region. */
  readonly region: string | undefined;
  /** The length that a prompt exceeds; undefined for prompts of every length. */
  readonly promptTokens: number | undefined;
}

export interface CompareOptions {
  /** The profiles that have the price. */
  readonly profiles: readonly string[];
  readonly multipliers: TierMultipliers;
}

type Bands = NonNullable<CatalogPrice['above']>;

/** Compares what was read of a model in one Region with the catalog: a difference for each profile that has one. */
export function comparePrice(
  model: CatalogModel,
  price: CollectedPrice,
  { profiles, multipliers }: CompareOptions,
): readonly PriceDifference[] {
  const limit = findLimit(model);
  return profiles
    .map((profile) => compareRow({ model, price, profile, limit, multipliers }))
    .filter(({ changes }) => changes.length > 0);
}

/** A price list has prices of long prompts, but not the length from which they hold. That is the catalog's to know. */
export function listUnknownLimits(model: CatalogModel, price: CollectedPrice): readonly Unread[] {
  const { rates, longPromptRates } = price;
  const isDearer = Object.entries(longPromptRates).some(([tier, [input]]) => {
    return input !== rates[tier]?.[0];
  });
  if (!isDearer || findLimit(model) !== undefined) return [];
  const problem = 'has prices of long prompts, and the catalog does not say from which length';
  return [{ name: model.id, problem }];
}

function findLimit({ prices = [] }: CatalogModel): number | undefined {
  return prices.flatMap(({ above = [] }) => above)[0]?.promptTokens;
}

interface RowOptions {
  readonly model: CatalogModel;
  readonly price: CollectedPrice;
  readonly profile: string;
  readonly limit: number | undefined;
  readonly multipliers: TierMultipliers;
}

function compareRow(options: RowOptions): PriceDifference {
  const { model, price, profile, multipliers } = options;
  const { region } = price;
  const known = findPriceRow(model, profile, region);
  const { rates, changes } = compareRates(known?.rates ?? {}, price.rates, multipliers);
  const long = compareBands(options, known?.above ?? [], rates);
  const row: CatalogPrice = {
    profiles: [profile],
    ...(region !== undefined && { regions: [region] }),
    rates,
    ...(long.above.length > 0 && { above: long.above }),
  };
  const place = { profile, region, promptTokens: undefined };
  return { row, changes: [...changes.map((change) => ({ ...place, ...change })), ...long.changes] };
}

function compareBands(
  { price, profile, limit, multipliers }: RowOptions,
  known: Bands,
  rates: CatalogPrice['rates'],
): { readonly above: Bands; readonly changes: readonly PriceChange[] } {
  const read = price.longPromptRates;
  const band = known.find(({ promptTokens }) => promptTokens === limit);
  const isDearer = compareRates(rates, read, multipliers).changes.length > 0;
  if (limit === undefined || (band === undefined && !isDearer))
    return { above: known, changes: [] };
  const compared = compareRates(band?.rates ?? {}, read, multipliers);
  const others = known.filter((each) => each !== band);
  return {
    above: [...others, { promptTokens: limit, rates: compared.rates }].sort(
      (one, other) => one.promptTokens - other.promptTokens,
    ),
    changes: compared.changes.map((change) => ({
      profile,
      region: price.region,
      promptTokens: limit,
      ...change,
    })),
  };
}

/** Joins rows with equal prices: first their profiles, then their Regions. */
export function joinDifferences(
  differences: readonly PriceDifference[],
): readonly PriceDifference[] {
  const byRegion = groupBy(differences, ({ row: { profiles: _, ...row } }) => JSON.stringify(row));
  const joined = [...byRegion.values()].map((group) => joinBy('profiles', group));
  const byProfiles = groupBy(joined, ({ row: { regions, ...row } }) =>
    JSON.stringify({ ...row, isEverywhere: regions === undefined }),
  );
  return [...byProfiles.values()].map((group) => joinBy('regions', group));
}

function joinBy(
  member: 'profiles' | 'regions',
  group: readonly PriceDifference[],
): PriceDifference {
  const [first] = group;
  if (first === undefined) throw new Error('a group has at least one member');
  const values = [...new Set(group.flatMap(({ row }) => row[member] ?? []))].sort();
  return {
    row: values.length === 0 ? first.row : { ...first.row, [member]: values },
    changes: group.flatMap(({ changes }) => changes),
  };
}
