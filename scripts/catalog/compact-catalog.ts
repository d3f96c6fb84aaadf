import type { CatalogModel, CatalogPrice } from '../../lambda/core/catalog/catalog-model';
import { groupBy } from '../../lambda/core/catalog/reading/collect-rates';
import type { FullCatalog, FullModel, FullPrice } from './full-catalog';

/**
 * What the function's bundle contains: the catalog without sources, names of the price list and the facts that only people
 * read.
 */
export interface CompactCatalog extends Pick<FullCatalog, 'date' | 'tierMultipliers'> {
  readonly models: readonly CatalogModel[];
}

export function compactCatalog({ date, tierMultipliers, models }: FullCatalog): CompactCatalog {
  return { date, tierMultipliers, models: models.map(compactModel) };
}

/** The function does not ask for these. */
const FOR_PEOPLE: readonly string[] = [
  'sources',
  'priceListNames',
  'input',
  'output',
  'thinking',
  'guardrails',
];

function compactModel({ id, prices, ...facts }: FullModel): CatalogModel {
  const asked = Object.entries(facts).filter(([name]) => !FOR_PEOPLE.includes(name));
  return { id, ...Object.fromEntries(asked), ...(prices && { prices: joinProfiles(prices) }) };
}

/** Prices that differ in their profiles and sources alone are one price. */
function joinProfiles(prices: readonly FullPrice[]): CatalogPrice[] {
  const bare = prices.map(({ source: _, ...price }) => price);
  const groups = groupBy(bare, ({ profiles: _, ...price }) => JSON.stringify(price));
  return [...groups.values()].flatMap((group) => {
    const profiles = [...new Set(group.flatMap((price) => price.profiles))].sort();
    return group.slice(0, 1).map((price) => ({ ...price, profiles }));
  });
}

/** One model a line, so that a difference is still readable. */
export function formatCompactCatalog({ models, ...rest }: CompactCatalog): string {
  const lines = models.map((model) => JSON.stringify(model)).join(',\n');
  return `${JSON.stringify(rest).slice(0, -1)},"models":[\n${lines}\n]}\n`;
}

/** Name in the AWS Price List → base model ID. A model's own ID is a name, too. */
export function listPriceListNames({ models }: FullCatalog): Readonly<Record<string, string>> {
  const names = models.flatMap(({ id, priceListNames = [] }) =>
    [id, ...priceListNames].map((name) => [name, id] as const),
  );
  const twice = names.find(([name], index) => names.findIndex((each) => each[0] === name) < index);
  if (twice !== undefined) throw new Error(`two models have the price list name ${twice[0]}`);
  return Object.fromEntries(names);
}
