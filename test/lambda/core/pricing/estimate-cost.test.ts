import { expect, it } from 'vitest';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import { estimateCost } from '../../../../lambda/core/pricing/estimate-cost';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
/** 1,000 × 0.33 and 100 × 2.75 USD a million. */
const USAGE = {
  inputTokens: 1_000,
  outputTokens: 100,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

it.each([
  ['default', 0.000605, 0],
  ['flex', 0.0003025, 0.0003025],
  ['priority', 0.00105875, -0.00045375],
] as const)('estimates cost and savings on %s', (tier, usd, savingsUsd) => {
  const estimate = estimateCost(BUILT_IN_PRICES, { baseModelId: NOVA, tier, usage: USAGE });
  expect(estimate?.usd).toBeCloseTo(usd, 12);
  expect(estimate?.savingsUsd).toBeCloseTo(savingsUsd, 12);
});

it.each([
  ['a model without a price', 'example.unheard-of-v1:0', 'default'],
  ['a reservation, which is billed by the hour', NOVA, 'reserved'],
  ['a tier that nobody knows', NOVA, 'turbo'],
])('is no number for %s', (_, baseModelId, tier) => {
  expect(estimateCost(BUILT_IN_PRICES, { baseModelId, tier, usage: USAGE })).toBeUndefined();
});
