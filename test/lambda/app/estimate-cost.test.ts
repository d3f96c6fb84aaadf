import { expect, it } from 'vitest';
import { estimateCost } from '../../../lambda/app/estimate-cost';
import type { ServiceTier } from '../../../lambda/core/ids/service-tier';
import { BUILT_IN_PRICES } from '../../../lambda/core/pricing/built-in-prices';
import type { ReplyFacts } from '../../../lambda/core/wire/reply-facts';
import { composeStream } from '../../fakes/compose-reply';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
/** 1,000 × 0.33 and 100 × 2.75 USD a million. */
const USAGE = {
  inputTokens: 1_000,
  outputTokens: 100,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

function estimate(baseModelId: string, tier: ServiceTier, facts: Partial<ReplyFacts>) {
  return estimateCost(composeStream([], facts), { baseModelId, tier }, BUILT_IN_PRICES);
}

it.each([
  ['default', 0.000605, 0],
  ['flex', 0.0003025, 0.0003025],
  ['priority', 0.00105875, -0.00045375],
] as const)('prices the tier that served: %s', (resolvedTier, usd, savingsUsd) => {
  const { usd: cost, savingsUsd: savings } =
    estimate(NOVA, 'flex', { usage: USAGE, resolvedTier }) ?? {};
  expect(cost).toBeCloseTo(usd, 12);
  expect(savings).toBeCloseTo(savingsUsd, 12);
});

it('prices the tier that was asked for where Bedrock names none', () => {
  expect(estimate(NOVA, 'flex', { usage: USAGE })?.usd).toBeCloseTo(0.0003025, 12);
});

it.each([
  ['a model without a price', 'example.unheard-of-v1:0', 'default', { usage: USAGE }],
  ['a reservation, which is billed by the hour', NOVA, 'reserved', { usage: USAGE }],
  ['a tier that nobody knows', NOVA, 'default', { usage: USAGE, resolvedTier: 'turbo' }],
  ['a reply that names no usage', NOVA, 'default', {}],
] as const)('is no number for %s', (_what, model, tier, facts) => {
  expect(estimate(model, tier, facts)).toBeUndefined();
});
