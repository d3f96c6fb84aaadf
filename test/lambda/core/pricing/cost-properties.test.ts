import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { IN_REGION } from '../../../../lambda/core/catalog/catalog-model';
import {
  estimateSavings,
  type PricedCall,
  priceUsage,
} from '../../../../lambda/core/pricing/price-usage';
import type { TokenUsage } from '../../../../lambda/core/wire/token-usage';
import { US_EAST_PRICES } from '../catalog/compose-catalog';
import { arbitraryPlainUsage, arbitraryUsage, usageOf } from './usage-of';

const MICRO_DOLLAR = 1e-6;
/** A millionth of a micro-dollar: sums of binary fractions may differ in their last digit. */
const PICO_DOLLAR = 1e-12;

const WITH_ALL_RATES = 'us.anthropic.claude-opus-5-5';
const IDS = [...BUILT_IN_CATALOG.models.values()].flatMap(({ id, prices = [] }) => {
  const profiles = prices.flatMap((price) => price.profiles);
  return profiles.map((profile) => (profile === IN_REGION ? id : `${profile}.${id}`));
});
const UNLIMITED_MODELS = IDS.filter(
  (id) => US_EAST_PRICES.find({ baseModelId: id })?.above.length === 0,
);

const arbitraryModel = fc.constantFrom(...UNLIMITED_MODELS);
const arbitraryTwoUsages = fc.oneof(
  fc.tuple(arbitraryModel, arbitraryPlainUsage, arbitraryPlainUsage),
  fc.tuple(fc.constant(WITH_ALL_RATES), arbitraryUsage, arbitraryUsage),
);
const arbitraryTier = fc.constantFrom('default', 'flex', 'priority');

function costOf(call: PricedCall): number {
  const cost = priceUsage(US_EAST_PRICES, call);
  return cost.kind === 'priced' ? cost.usd : Number.NaN;
}

function savingsOf(call: PricedCall): number {
  const savings = estimateSavings(US_EAST_PRICES, call);
  return savings.kind === 'priced' ? savings.usd : Number.NaN;
}

function add(one: TokenUsage, other: TokenUsage): TokenUsage {
  return usageOf(
    one.inputTokens + other.inputTokens,
    one.outputTokens + other.outputTokens,
    one.cacheReadInputTokens + other.cacheReadInputTokens,
    one.cacheWriteInputTokens + other.cacheWriteInputTokens,
    one.cacheWriteOneHourInputTokens + other.cacheWriteOneHourInputTokens,
  );
}

it('two calls cost what one call with the tokens of both costs', () => {
  fc.assert(
    fc.property(arbitraryTwoUsages, arbitraryTier, ([baseModelId, one, other], tier) => {
      const [both, first, second] = [add(one, other), one, other].map((usage) =>
        costOf({ baseModelId, tier, usage }),
      );
      expect(Math.abs(Number(both) - Number(first) - Number(second))).toBeLessThan(PICO_DOLLAR);
    }),
  );
});

it('every model has a cost of 0 or more at every tier that follows from its price', () => {
  fc.assert(
    fc.property(arbitraryModel, arbitraryTier, arbitraryPlainUsage, (baseModelId, tier, usage) => {
      expect(costOf({ baseModelId, tier, usage })).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('flex never costs more than default, nor default more than priority', () => {
  fc.assert(
    fc.property(arbitraryModel, arbitraryPlainUsage, (baseModelId, usage) => {
      const [flex, standard, priority] = ['flex', 'default', 'priority'].map((tier) =>
        costOf({ baseModelId, tier, usage }),
      );
      expect(flex).toBeLessThanOrEqual(Number(standard));
      expect(standard).toBeLessThanOrEqual(Number(priority));
    }),
  );
});

it('cost and savings together are the cost of the default tier', () => {
  fc.assert(
    fc.property(arbitraryModel, arbitraryTier, arbitraryPlainUsage, (baseModelId, tier, usage) => {
      const call = { baseModelId, tier, usage };
      const together = costOf(call) + savingsOf(call);
      expect(Math.abs(together - costOf({ ...call, tier: 'default' }))).toBeLessThan(PICO_DOLLAR);
    }),
  );
});

it.each([
  // 777 × 0.5775 + 33 × 4.8125 = 448.7175 + 158.8125
  ['us.amazon.nova-2-lite-v1:0', 'priority', usageOf(777, 33), 607.53],
  // 3 × 1 + 7 × 5 + 11 × 0.1 + 13 × 1.25 = 3 + 35 + 1.1 + 16.25
  ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 'default', usageOf(3, 7, 11, 13), 55.35],
])('a million calls of %s at %s add up within a micro-dollar', (baseModelId, tier, usage, usd) => {
  const cost = costOf({ baseModelId, tier, usage });
  let total = 0;
  for (let call = 0; call < 1_000_000; call += 1) total += cost;
  expect(Math.abs(total - usd)).toBeLessThan(MICRO_DOLLAR);
});
