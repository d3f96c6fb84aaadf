import { expect, it } from 'vitest';
import { estimateCost } from '../../../../lambda/core/pricing/estimate-cost';
import { overridePrices, US_EAST_PRICES } from '../catalog/compose-catalog';
import { usageOf } from './usage-of';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
/** 1,000 × 0.33 and 100 × 2.75 USD a million. */
const USAGE = usageOf(1_000, 100);

const FLEX_ALONE = overridePrices({ rows: { 'my.model:flex': [1, 2] } });

it.each([
  ['default', { usd: 0.000605, savingsUsd: 0 }],
  ['flex', { usd: 0.0003025, savingsUsd: 0.0003025 }],
  ['priority', { usd: 0.00105875, savingsUsd: -0.00045375 }],
])('estimates cost and savings on %s as %j', (tier, estimate) => {
  expect(estimateCost(US_EAST_PRICES, { baseModelId: NOVA, tier, usage: USAGE })).toEqual(estimate);
});

it.each([
  ['a model without a price', 'example.unheard-of-v1:0', 'default'],
  ['a reservation, which is billed by the hour', NOVA, 'reserved'],
  ['a model that has a price for another tier alone', 'my.model', 'priority'],
])('is not known for %s', (_, baseModelId, tier) => {
  expect(estimateCost(FLEX_ALONE, { baseModelId, tier, usage: USAGE })).toBeUndefined();
});

it('has no savings if the default tier has no price', () => {
  const call = { baseModelId: 'my.model', tier: 'flex', usage: USAGE };
  expect(estimateCost(FLEX_ALONE, call)).toEqual({ usd: 0.0012, savingsUsd: undefined });
});
