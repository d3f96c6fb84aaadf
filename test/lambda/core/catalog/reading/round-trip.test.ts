import { expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../../lambda/core/catalog/catalog';
import {
  type CatalogModel,
  type CatalogPrice,
  IN_REGION,
  type Rates,
} from '../../../../../lambda/core/catalog/catalog-model';
import names from '../../../../../lambda/core/catalog/price-list-names.json';
import { REGION_BY_BILLING_CODE } from '../../../../../lambda/core/catalog/reading/billing-regions';
import { composeDifference } from '../../../../../lambda/core/catalog/reading/compose-difference';
import { readPriceList } from '../../../../../lambda/core/catalog/reading/read-price-list';
import { writeProduct } from './price-list-product';

const NAMES = new Map(Object.entries(names));
const CODE_BY_REGION = new Map([...REGION_BY_BILLING_CODE].map(([code, region]) => [region, code]));
const USAGES = [
  'input-tokens',
  'output-tokens',
  'cache-read-input-token-count',
  'cache-write-input-token-count',
  'cache-write-1h-input-token-count',
];

function writePrice({ id }: CatalogModel, price: CatalogPrice): string[] {
  const isGlobal = price.profiles.includes('global');
  if (!isGlobal && !price.profiles.includes(IN_REGION)) return [];
  const bands = (price.above ?? []).map(({ rates }) => ({ rates, length: '-long-context' }));
  return (price.regions ?? ['us-east-1']).flatMap((region) =>
    [{ rates: price.rates, length: '' }, ...bands].flatMap(({ rates, length }) =>
      Object.entries(rates).flatMap(([tier, row]) => {
        const suffix = `${tier === 'default' ? '' : `-${tier}`}${length}`;
        return writeRates(row, {
          id,
          region,
          suffix: suffix + (isGlobal ? '-cross-region-global' : ''),
        });
      }),
    ),
  );
}

function writeRates(
  rates: Rates,
  { id, region, suffix }: { id: string; region: string; suffix: string },
): string[] {
  return rates.flatMap((rate, column) => {
    if (rate === null) return [];
    const usagetype = `${CODE_BY_REGION.get(region)}-Some-Model-${USAGES[column]}${suffix}`;
    const usd = (rate / 1_000).toFixed(10);
    return [writeProduct({ usagetype, usd, regionCode: region, attributes: { model: id } })];
  });
}

it('a price list with the prices of the catalog differs from it in nothing', () => {
  const models = [...BUILT_IN_CATALOG.models.values()];
  const products = models.flatMap((model) =>
    (model.prices ?? []).flatMap((price) => writePrice(model, price)),
  );
  const prices = readPriceList(products, NAMES);

  expect(prices.readings.length).toBeGreaterThan(800);
  expect(composeDifference(BUILT_IN_CATALOG, { prices: [prices], regions: [] })).toEqual({
    models: [],
    unread: [],
  });
});
