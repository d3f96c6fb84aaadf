import { expect, it } from 'vitest';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import { parsePriceOverrides } from '../../../../lambda/core/pricing/parse-price-overrides';
import { overridePrices } from '../../../../lambda/core/pricing/price-overrides';
import { priceUsage } from '../../../../lambda/core/pricing/price-usage';
import type { Prices } from '../../../../lambda/core/pricing/prices';
import { usageOf } from './usage-of';

const US_NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-12b-it';

function overrideWith(document: object): Prices {
  const parsed = parsePriceOverrides(JSON.stringify(document));
  if (parsed.kind === 'rejected') throw new Error(parsed.problem);
  return overridePrices(BUILT_IN_PRICES, parsed.value);
}

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
  const prices = overrideWith(document);
  expect(['default', 'flex', 'priority'].map((tier) => priceOf(prices, baseModelId, tier))).toEqual(
    usdOfDefaultFlexPriority,
  );
});

it('prices a reservation by the token when a row says so', () => {
  const prices = overrideWith({ rows: { [`${US_NOVA}:reserved`]: [0.2, 1] } });
  expect(priceOf(prices, US_NOVA, 'reserved')).toBe(0.2);
});

it('prices writes to a cache when the row has the fourth rate', () => {
  const prices = overrideWith({ rows: { [US_NOVA]: [0.33, 2.75, 0.0825, 0.33] } });
  const usage = usageOf(0, 0, 0, 1_000_000);
  expect(priceUsage(prices, { baseModelId: US_NOVA, tier: 'flex', usage })).toEqual({
    kind: 'priced',
    usd: 0.165,
  });
});

it('lifts the limit of a prompt with the price that it belonged to', () => {
  const haiku = 'us.anthropic.claude-haiku-5-5';
  expect(priceOf(BUILT_IN_PRICES, haiku, 'default')).toBeUndefined();
  expect(priceOf(overrideWith({ rows: { [haiku]: [0.55, 2.75] } }), haiku, 'default')).toBe(0.55);
  const flexAlone = overrideWith({ rows: { [`${haiku}:flex`]: [0.05, 0.25] } });
  expect(priceOf(flexAlone, haiku, 'flex')).toBeUndefined();
});

it('leaves the built-in prices as they were', () => {
  overrideWith({
    rows: { [US_NOVA]: [9, 9], [`${GEMMA}:flex`]: [9, 9] },
    multipliers: { flex: 9 },
  });
  expect(priceOf(BUILT_IN_PRICES, US_NOVA, 'flex')).toBe(0.165);
  expect(priceOf(BUILT_IN_PRICES, GEMMA, 'flex')).toBe(0.05);
});
