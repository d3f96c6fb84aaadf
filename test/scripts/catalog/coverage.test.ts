import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG, findModel } from '../../../lambda/core/catalog/catalog';
import type { CatalogModel, Rates } from '../../../lambda/core/catalog/catalog-model';
import { hasEnded } from '../../../lambda/core/catalog/lifecycle';
import { readProfilePrefix } from '../../../lambda/core/ids/profile-prefix';
import { findTierPrice, type RatesByTier } from '../../../lambda/core/pricing/model-price';
import { Prices } from '../../../lambda/core/pricing/prices';
import table from './litellm-prices.json';

/** A price of litellm's table. */
interface TableEntry {
  readonly rates: TableRates;
  readonly above?: Readonly<Record<string, TableRates>>;
  readonly endOfLife?: string;
}

type TableRates = Readonly<Record<string, Rates>>;

const ENTRIES: readonly (readonly [string, TableEntry])[] = Object.entries(table.models);
const PAGE = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'catalog.md'), 'utf8');
const HEADING = '## Differences from litellm';
const TOLERANCE = 1e-9;

/** Plain IDs of the table without a Region are of US East. A profile has the price of every Region. */
function findPrice(key: string) {
  const [id = '', region] = key.split('/').reverse();
  const plainRegion = region === undefined || region === 'bedrock' ? 'us-east-1' : region;
  const isProfile = readProfilePrefix(id) !== undefined;
  const prices = new Prices({
    catalog: BUILT_IN_CATALOG,
    region: isProfile ? undefined : plainRegion,
  });
  return { id, price: prices.find({ baseModelId: id }) };
}

function listDifferences(key: string, entry: TableEntry): string[] {
  const { id, price } = findPrice(key);
  if (price === undefined) return ['has no price'];
  const { tiers = [], lifecycle } = findModel(BUILT_IN_CATALOG, id) ?? {};
  const bands = Object.entries(entry.above ?? {});
  return [
    ...(isSameEnd(entry, lifecycle) ? [] : [`ends on ${lifecycle?.endOfLife}`]),
    ...Object.keys(entry.rates)
      .filter((tier) => tier !== 'default' && !tiers.includes(tier))
      .map((tier) => `is not known to take ${tier}`),
    ...listRateDifferences(price.rates, entry.rates),
    ...bands.flatMap(([promptTokens, rates]) => {
      const band = price.above.find((each) => each.promptTokens === Number(promptTokens));
      return band === undefined
        ? [`has no rates above ${promptTokens} tokens`]
        : listRateDifferences(band.rates, rates);
    }),
  ];
}

/** The catalog also has the ends of models whose end the table does not have. */
function isSameEnd({ endOfLife }: TableEntry, known: CatalogModel['lifecycle']): boolean {
  return endOfLife === undefined || endOfLife === known?.endOfLife;
}

function listRateDifferences(known: RatesByTier, told: TableRates): string[] {
  return Object.entries(told).flatMap(([tier, rates]) => {
    const price = findTierPrice(known, BUILT_IN_CATALOG.tierMultipliers, tier);
    const ours = rates.map((rate, column) => {
      const known = price?.rates[column] ?? undefined;
      return rate === null || known === undefined ? known : known * (price?.multiplier ?? 1);
    });
    const isSame = rates.every(
      (rate, column) => rate === null || Math.abs(rate - (ours[column] ?? -1)) <= TOLERANCE,
    );
    return isSame ? [] : [`costs ${ours} at ${tier}, and ${rates} in the table`];
  });
}

/** The IDs in the first column of the table below the heading. */
function readExplained(): string[] {
  const [section = ''] = PAGE.slice(PAGE.indexOf(HEADING) + HEADING.length).split('\n## ');
  const cells = section.split('\n').map((line) => line.split('|')[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id));
}

it('every price of the table is that of the catalog, or docs/catalog.md explains why it is not', () => {
  const explained = readExplained();
  const differences = ENTRIES.flatMap(([key, entry]) =>
    listDifferences(key, entry).map((difference) => [key, difference] as const),
  );
  const different = new Set(differences.map(([key]) => key));

  expect(differences.filter(([key]) => !explained.includes(key))).toEqual([]);
  expect(explained.filter((key) => !different.has(key))).toEqual([]);
});

describe('the numbers in docs/catalog.md', () => {
  const priced = ENTRIES.filter(([key]) => findPrice(key).price !== undefined);
  const models = [...BUILT_IN_CATALOG.models.values()];
  const today = BUILT_IN_CATALOG.date;

  it.each([
    [`has ${models.length} models`],
    [`${models.filter(({ prices }) => prices !== undefined).length} of them have a price`],
    [
      `${models.filter(({ tiers }) => tiers?.includes('flex') || tiers?.includes('priority')).length} take flex or priority`,
    ],
    [`${models.filter((model) => hasEnded(model, today)).length} have ended`],
    [`${priced.length} of the table’s ${ENTRIES.length} IDs have a price`],
  ])('%s', (sentence) => {
    expect(PAGE.replace(/\s+/g, ' ')).toContain(sentence);
  });
});
