import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priceUsage } from '../../../../lambda/core/pricing/price-usage';
import type { Prices } from '../../../../lambda/core/pricing/prices';
import { composeCatalog, overridePrices, US_EAST_PRICES } from '../catalog/compose-catalog';
import { arbitraryUsage, usageOf } from './usage-of';

const US_NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-12b-it';

/** Of a million tokens in. */
function priceOf(prices: Prices, baseModelId: string, tier: string): number | undefined {
  const cost = priceUsage(prices, { baseModelId, tier, usage: usageOf(1_000_000, 0) });
  return cost.kind === 'priced' ? cost.usd : undefined;
}

it.each([
  ['nothing', {}, US_NOVA, [0.33, 0.165, 0.5775]],
  ['a row', { rows: { [US_NOVA]: [0.4, 3] } }, US_NOVA, [0.4, 0.2, 0.7]],
  ['both multipliers', { multipliers: { flex: 0.4, priority: 2 } }, US_NOVA, [0.33, 0.132, 0.66]],
  ['a tier’s row', { rows: { [`${US_NOVA}:flex`]: [0.1, 1] } }, US_NOVA, [0.33, 0.1, 0.5775]],
  [
    'a tier’s row before the default tier’s',
    { rows: { [`${US_NOVA}:flex`]: [0.1, 1], [US_NOVA]: [0.4, 3] } },
    US_NOVA,
    [0.4, 0.1, 0.7],
  ],
  [
    'the default tier’s row in the console’s word',
    { rows: { [`${US_NOVA}:standard`]: [0.4, 3] } },
    US_NOVA,
    [0.4, 0.2, 0.7],
  ],
  ['a row over tiers’ own rates', { rows: { [GEMMA]: [0.08, 0.3] } }, GEMMA, [0.08, 0.04, 0.14]],
  [
    'a tier’s row over its own rates',
    { rows: { [`${GEMMA}:flex`]: [0.06, 0.2] } },
    GEMMA,
    [0.09, 0.06, 0.16],
  ],
  ['a model without a price', { rows: { 'my.model': [1, 2] } }, 'my.model', [1, 0.5, 1.75]],
  [
    'a tier of a model without a price',
    { rows: { 'my.model:flex': [1, 2] } },
    'my.model',
    [undefined, 1, undefined],
  ],
  ['a price of nothing', { rows: { [US_NOVA]: [0, 0] } }, US_NOVA, [0, 0, 0]],
])('overriding %s', (_, document, baseModelId, usdOfDefaultFlexPriority) => {
  const prices = overridePrices(document);
  expect(['default', 'flex', 'priority'].map((tier) => priceOf(prices, baseModelId, tier))).toEqual(
    usdOfDefaultFlexPriority,
  );
});

it('prices a reservation by the token when a row says so', () => {
  const prices = overridePrices({ rows: { [`${US_NOVA}:reserved`]: [0.2, 1] } });
  expect(priceOf(prices, US_NOVA, 'reserved')).toBe(0.2);
});

it('prices writes to a cache when the row has the fourth rate', () => {
  const prices = overridePrices({ rows: { [US_NOVA]: [0.33, 2.75, 0.0825, 0.33] } });
  const usage = usageOf(0, 0, 0, 1_000_000);
  expect(priceUsage(prices, { baseModelId: US_NOVA, tier: 'flex', usage })).toEqual({
    kind: 'priced',
    usd: 0.165,
  });
});

it('replaces the rates of long prompts with the price that they belonged to', () => {
  const catalog = composeCatalog({
    id: 'acme.large',
    prices: [
      {
        profiles: ['us'],
        rates: { default: [1, 5] },
        above: [{ promptTokens: 100_000, rates: { default: [2, 10] } }],
      },
    ],
  });
  const costs = (rows: object) => {
    const prices = overridePrices({ rows }, { catalog });
    return ['default', 'flex'].map((tier) => priceOf(prices, 'us.acme.large', tier));
  };
  expect(costs({})).toEqual([2, 1]);
  expect(costs({ 'us.acme.large': [0.8, 4] })).toEqual([0.8, 0.4]);
  expect(costs({ 'us.acme.large:flex': [0.3, 2] })).toEqual([2, 0.3]);
});

it('wins over the prices of every Region, and of the ARN that it names alone', () => {
  const arn = `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${US_NOVA}`;
  const prices = overridePrices({ rows: { [GEMMA]: [7, 7], [US_NOVA]: [8, 8] } });
  expect(priceOf(prices, GEMMA, 'default')).toBe(7);
  expect(priceOf(prices, US_NOVA, 'default')).toBe(8);
  expect(priceOf(prices, arn, 'default')).toBe(0.33);
  expect(priceOf(overridePrices({ rows: { [arn]: [9, 9] } }), arn, 'default')).toBe(9);
});

it('a row that repeats a price of the catalog changes no cost', () => {
  const rows = { [US_NOVA]: [0.33, 2.75, 0.0825, 0], [`${GEMMA}:flex`]: [0.05, 0.15] };
  const repeated = overridePrices({ rows });
  const call = fc.record({
    baseModelId: fc.constantFrom(US_NOVA, GEMMA),
    tier: fc.constantFrom('default', 'flex', 'priority', 'reserved'),
    usage: arbitraryUsage,
  });
  fc.assert(
    fc.property(call, (priced) => {
      expect(priceUsage(repeated, priced)).toEqual(priceUsage(US_EAST_PRICES, priced));
    }),
  );
});

it('leaves the built-in prices as they were', () => {
  overridePrices({
    rows: { [US_NOVA]: [9, 9], [`${GEMMA}:flex`]: [9, 9] },
    multipliers: { flex: 9 },
  });
  expect(priceOf(US_EAST_PRICES, US_NOVA, 'flex')).toBe(0.165);
  expect(priceOf(US_EAST_PRICES, GEMMA, 'flex')).toBe(0.05);
});
