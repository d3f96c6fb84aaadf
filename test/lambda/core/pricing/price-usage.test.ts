import { describe, expect, it } from 'vitest';
import {
  estimateSavings,
  priceTokensInNanoUsd,
  priceUsage,
} from '../../../../lambda/core/pricing/price-usage';
import { Prices } from '../../../../lambda/core/pricing/prices';
import { composeCatalog, overridePrices, US_EAST_PRICES } from '../catalog/compose-catalog';
import { usageOf } from './usage-of';

const US_NOVA = 'us.amazon.nova-2-lite-v1:0';
const SONNET = 'us.anthropic.claude-sonnet-4-6';
const HAIKU = 'us.anthropic.claude-haiku-5-5';
const ASTRA = 'global.openai.gpt-6-astra';
const GEMMA = 'google.gemma-3-12b-it';

const A_MILLION_IN = usageOf(1_000_000, 0);
const A_PAGE = usageOf(1_234, 56);
const A_CACHED_PAGE = usageOf(200, 56, 1_000);

describe('a call', () => {
  it.each([
    [US_NOVA, 'default', A_MILLION_IN, 0.33],
    [US_NOVA, 'flex', A_MILLION_IN, 0.165],
    [US_NOVA, 'priority', A_MILLION_IN, 0.5775],
    // 1,234 × 0.33 + 56 × 2.75 = 407.22 + 154 millionths
    [US_NOVA, 'default', A_PAGE, 0.00056122],
    [US_NOVA, 'flex', A_PAGE, 0.00028061],
    [US_NOVA, 'priority', A_PAGE, 0.000982135],
    // 200 × 0.33 + 56 × 2.75 + 1,000 × 0.0825 = 66 + 154 + 82.5 millionths
    [US_NOVA, 'default', A_CACHED_PAGE, 0.0003025],
    [US_NOVA, 'flex', A_CACHED_PAGE, 0.00015125],
    [US_NOVA, 'priority', A_CACHED_PAGE, 0.000529375],
    // 10 × 3.3 + 20 × 16.5 + 30 × 0.33 + 40 × 4.125 = 33 + 330 + 9.9 + 165 millionths
    [SONNET, 'default', usageOf(10, 20, 30, 40), 0.0005379],
    // 10 × 3.3 + 2 × 16.5 + 10,000 × 6.6 = 33 + 33 + 66,000 millionths
    [SONNET, 'default', usageOf(10, 2, 0, 10_000, 10_000), 0.066066],
    // 10 × 3.3 + 2 × 16.5 + 4,000 × 4.125 + 6,000 × 6.6 = 33 + 33 + 16,500 + 39,600 millionths
    [SONNET, 'default', usageOf(10, 2, 0, 10_000, 6_000), 0.056166],
    // Nova writes its cache for nothing: 500 × 0.33 + 100 × 2.75 = 165 + 275 millionths
    [US_NOVA, 'default', usageOf(500, 100, 0, 3_000), 0.00044],
    // the price list's own tier rows: 0.05 / 0.15 and 0.16 / 0.51
    [GEMMA, 'default', usageOf(1_000, 100), 0.000119],
    [GEMMA, 'flex', usageOf(1_000, 100), 0.000065],
    [GEMMA, 'priority', usageOf(1_000, 100), 0.000211],
    ['amazon.nova-micro-v1:0', 'default', usageOf(1, 0), 0.000000035],
    [HAIKU, 'default', usageOf(60_000, 0, 40_000), 0.00704],
    [US_NOVA, 'flex', usageOf(0, 0), 0],
    // Six times the default tier: 1,000 × 60 + 100 × 300 = 60,000 + 30,000 millionths
    [ASTRA, 'ultrafast', usageOf(1_000, 100), 0.09],
    [ASTRA, 'default', usageOf(1_000, 100), 0.015],
    // More than 272,000 prompt tokens, of which 200,000 were cached: 100,000 × 20 + 200,000 × 2 + 100 × 75
    [ASTRA, 'default', usageOf(100_000, 100, 200_000), 2.4075],
    // 100,000 × 120 + 200,000 × 12 + 100 × 450
    [ASTRA, 'ultrafast', usageOf(100_000, 100, 200_000), 14.445],
    // 272,000 exactly: 72,000 × 10 + 200,000 × 1
    [ASTRA, 'default', usageOf(72_000, 0, 200_000), 0.92],
  ])('of %s at %s with %o costs %d', (baseModelId, tier, usage, usd) => {
    expect(priceUsage(US_EAST_PRICES, { baseModelId, tier, usage })).toEqual({
      kind: 'priced',
      usd,
    });
  });

  it.each([
    ['of a model without a row', 'newcomer.model-1', 'default', A_PAGE],
    ['of a model whose price is not known', 'amazon.nova-2-lite-omni-v1', 'default', A_PAGE],
    ['of an ID with its tier left on', `${US_NOVA}:flex`, 'flex', A_PAGE],
    ['on the fifth tier of a model without a row for it', US_NOVA, 'ultrafast', A_PAGE],
    ['of a reservation, which is billed by the hour', US_NOVA, 'reserved', A_PAGE],
    ['at a tier named as every object names a member', US_NOVA, 'constructor', A_PAGE],
    ['at a tier in the console’s word', US_NOVA, 'standard', A_PAGE],
    ['that wrote to a cache of unknown price', GEMMA, 'default', usageOf(1, 1, 0, 1)],
    ['that read from a cache of unknown price', GEMMA, 'default', usageOf(1, 1, 1)],
    ['that wrote for an hour at an unknown price', US_NOVA, 'default', usageOf(1, 1, 0, 1, 1)],
  ])('%s is unpriced', (_, baseModelId, tier, usage) => {
    const call = { baseModelId, tier, usage };
    expect(priceUsage(US_EAST_PRICES, call)).toEqual({ kind: 'unpriced' });
    expect(estimateSavings(US_EAST_PRICES, call)).toEqual({ kind: 'unpriced' });
  });
});

it.each([
  [undefined, { kind: 'priced', usd: 0.33 }],
  ['standard', { kind: 'priced', usd: 0.33 }],
  ['optimized', { kind: 'unpriced' }],
  ['turbo-2027', { kind: 'unpriced' }],
])('a call in latency mode %s is %j', (latencyMode, cost) => {
  const call = { baseModelId: US_NOVA, tier: 'default', latencyMode, usage: A_MILLION_IN };
  expect(priceUsage(US_EAST_PRICES, call)).toEqual(cost);
});

describe('savings', () => {
  it.each([
    [US_NOVA, 'flex', A_MILLION_IN, 0.165],
    [US_NOVA, 'default', A_MILLION_IN, 0],
    [US_NOVA, 'priority', A_PAGE, -0.000420915],
    [GEMMA, 'flex', usageOf(1_000, 100), 0.000054],
    [GEMMA, 'priority', usageOf(1_000, 100), -0.000092],
  ])('of %s at %s with %o are %d', (baseModelId, tier, usage, usd) => {
    expect(estimateSavings(US_EAST_PRICES, { baseModelId, tier, usage })).toEqual({
      kind: 'priced',
      usd,
    });
  });

  it('are unknown when the default tier has no price', () => {
    const prices = overridePrices({ rows: { 'newcomer.model-1:flex': [1, 2] } });
    const call = { baseModelId: 'newcomer.model-1', tier: 'flex', usage: A_MILLION_IN };
    expect(priceUsage(prices, call)).toEqual({ kind: 'priced', usd: 1 });
    expect(estimateSavings(prices, call)).toEqual({ kind: 'unpriced' });
  });
});

describe('a long prompt', () => {
  const catalog = composeCatalog({
    id: 'acme.large',
    prices: [
      {
        profiles: ['us'],
        rates: { default: [3, 15, 0.3, 3.75], flex: [1, 5] },
        above: [
          { promptTokens: 900_000, rates: {} },
          { promptTokens: 200_000, rates: { default: [6, 22.5, 0.6, 7.5] } },
        ],
      },
    ],
  });
  const prices = new Prices({ catalog, region: undefined });

  it.each([
    ['default', usageOf(100_000, 10, 50_000, 50_000), 0.50265],
    // All of it costs more with the first token beyond the limit, the output included.
    ['default', usageOf(100_001, 10, 50_000, 50_000), 1.005231],
    ['default', usageOf(200_000, 999_999), 15.599985],
    ['flex', usageOf(200_000, 10), 0.20005],
    // The tier has no rates of its own there, so they follow from those of the default tier.
    ['flex', usageOf(200_001, 10), 0.6001155],
    ['priority', usageOf(200_001, 0), 2.1000105],
    ['default', usageOf(900_000, 0), 5.4],
  ])('on %s with %o costs %d', (tier, usage, usd) => {
    expect(priceUsage(prices, { baseModelId: 'us.acme.large', tier, usage })).toEqual({
      kind: 'priced',
      usd,
    });
  });

  it('is unpriced where its rates are not known', () => {
    const call = { baseModelId: 'us.acme.large', tier: 'default', usage: usageOf(900_001, 0) };
    expect(priceUsage(prices, call)).toEqual({ kind: 'unpriced' });
  });
});

it('a rate of null is unknown', () => {
  const prices = overridePrices({ rows: { 'acme.small': [1, 2, null, 4] } });
  const call = (...tokens: Parameters<typeof usageOf>) => {
    return { baseModelId: 'acme.small', tier: 'default', usage: usageOf(...tokens) };
  };
  expect(priceUsage(prices, call(0, 0, 0, 1_000_000))).toEqual({ kind: 'priced', usd: 4 });
  expect(priceUsage(prices, call(0, 0, 1))).toEqual({ kind: 'unpriced' });
});

it.each([
  [[0, 0, 0, 0, 1_000], 6_600_000],
  [[10, 0, 0, 0, 1_000], 6_633_000],
  [[0, 0, 0, 1_000], 4_125_000],
  [[1, 1, 1], 20_130],
])('tokens in the order of the rates, %j, cost %d nano-dollars', (tokens, nanoUsd) => {
  const price = { rates: [3.3, 16.5, 0.33, 4.125, 6.6], multiplier: 1 };
  expect(priceTokensInNanoUsd(price, tokens)).toBe(nanoUsd);
});
