import { expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { parseTieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { comparePrices, quotePrice } from '../../../../lambda/core/operator/compare-prices';
import { Prices } from '../../../../lambda/core/pricing/prices';
import { NOVA } from './fake-router';

const prices = new Prices({ catalog: BUILT_IN_CATALOG, region: 'us-east-1' });
const priced = (row: number[]) =>
  new Prices({
    catalog: BUILT_IN_CATALOG,
    region: 'us-east-1',
    overrides: { rates: new Map([['acme.free', { default: row }]]), multipliers: {} },
  });

it.each([
  [NOVA, { input: 0.33, output: 2.75, savedShare: { input: 0, output: 0 } }],
  [`${NOVA}:flex`, { input: 0.165, output: 1.375, savedShare: { input: 0.5, output: 0.5 } }],
  [
    `${NOVA}:priority`,
    { input: 0.5775, output: 4.8125, savedShare: { input: -0.75, output: -0.75 } },
  ],
  [`${NOVA}:reserved`, undefined],
  ['acme.unknown', undefined],
])('quotes %s', (id, quoted) => {
  expect(quotePrice(prices, parseTieredModelId(id))).toEqual(quoted);
});

it('knows no saved share of a model that costs nothing', () => {
  expect(quotePrice(priced([0, 0]), parseTieredModelId('acme.free:flex'))).toEqual({
    input: 0,
    output: 0,
    savedShare: undefined,
  });
});

it.each([
  [`${NOVA}:flex`, NOVA, 1, 1],
  [NOVA, `${NOVA}:flex`, -0.5, -0.5],
  [NOVA, NOVA, 0, 0],
  [undefined, NOVA, undefined, undefined],
  [NOVA, 'acme.unknown', undefined, undefined],
])('compares %s with %s', (before, after, inputChange, outputChange) => {
  const old = before === undefined ? undefined : parseTieredModelId(before);
  expect(comparePrices(prices, old, parseTieredModelId(after))).toMatchObject({
    inputChange,
    outputChange,
  });
});
