import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { US_EAST_PRICES } from '../catalog/compose-catalog';

function ratesOf(id: string, tier = 'default') {
  return US_EAST_PRICES.find({ baseModelId: id })?.rates[tier];
}

describe('USD per million tokens in, out, read from and written to a cache', () => {
  it.each([
    ['global.amazon.nova-2-lite-v1:0', [0.3, 2.5, 0.075, 0]],
    ['us.amazon.nova-2-lite-v1:0', [0.33, 2.75, 0.0825, 0]],
    ['jp.amazon.nova-2-lite-v1:0', [0.396, 3.311, 0.099, 0]],
    ['us.amazon.nova-2-pro-preview-20251202-v1:0', [1.375, 11, 0.34375, 0]],
    ['us.amazon.nova-premier-v1:0', [2.5, 12.5, 0.625, 0]],
    ['amazon.nova-pro-v1:0', [0.8, 3.2, 0.2, 0]],
    ['amazon.nova-lite-v1:0', [0.06, 0.24, 0.015, 0]],
    ['global.anthropic.claude-opus-5-5', [4, 20, 0.2, 5, 8]],
    ['us.anthropic.claude-opus-5-5', [4.4, 22, 0.22, 5.5, 8.8]],
    ['global.anthropic.claude-sonnet-4-6', [3, 15, 0.3, 3.75, 6]],
    ['au.anthropic.claude-haiku-4-5-20251001-v1:0', [1.1, 5.5, 0.11, 1.375, 2.2]],
    ['us.anthropic.claude-opus-4-1-20250805-v1:0', [15, 75, 1.5, 18.75]],
    ['us.meta.llama4-maverick-17b-instruct-v1:0', [0.24, 0.97]],
    ['openai.gpt-oss-120b-1:0', [0.15, 0.6]],
    ['qwen.qwen3-32b-v1:0', [0.15, 0.6]],
    ['deepseek.v3-v1:0', [0.58, 1.68]],
    ['mistral.mistral-large-3-675b-instruct', [0.5, 1.5]],
  ])('%s: %j', (id, rates) => {
    expect(ratesOf(id)).toEqual(rates);
  });

  it.each([
    ['mistral.ministral-3-8b-instruct', 'flex', [0.07, 0.07]],
    ['mistral.ministral-3-8b-instruct', 'priority', [0.26, 0.26]],
    ['google.gemma-3-27b-it', 'flex', [0.12, 0.19]],
    ['openai.gpt-oss-safeguard-20b', 'priority', [0.12, 0.35]],
    ['qwen.qwen3-vl-235b-a22b', 'priority', [0.93, 4.66]],
  ])('%s at %s, by a row of its own: %j', (id, tier, rates) => {
    expect(ratesOf(id, tier)).toEqual(rates);
  });
});

it.each([
  'us.amazon.nova-2-lite-v1:0',
  'us.amazon.nova-2-pro-preview-20251202-v1:0',
  'us.amazon.nova-pro-v1:0',
  'us.amazon.nova-premier-v1:0',
  'openai.gpt-oss-120b-1:0',
  'openai.gpt-oss-20b-1:0',
  'openai.gpt-oss-safeguard-20b',
  'openai.gpt-oss-safeguard-120b',
  'qwen.qwen3-235b-a22b-2507-v1:0',
  'qwen.qwen3-coder-480b-a35b-v1:0',
  'qwen.qwen3-coder-30b-a3b-v1:0',
  'qwen.qwen3-32b-v1:0',
  'qwen.qwen3-next-80b-a3b',
  'qwen.qwen3-vl-235b-a22b',
  'deepseek.v3-v1:0',
  'google.gemma-3-4b-it',
  'google.gemma-3-12b-it',
  'google.gemma-3-27b-it',
  'minimax.minimax-m2',
  'mistral.magistral-small-2509',
  'mistral.voxtral-mini-3b-2507',
  'mistral.voxtral-small-24b-2507',
  'mistral.ministral-3-3b-instruct',
  'mistral.ministral-3-8b-instruct',
  'mistral.ministral-3-14b-instruct',
  'mistral.mistral-large-3-675b-instruct',
  'moonshot.kimi-k2-thinking',
  'nvidia.nemotron-nano-9b-v2',
  'nvidia.nemotron-nano-12b-v2',
])('%s, which has tiers, has a price', (id) => {
  expect(ratesOf(id)).toBeDefined();
});

it('flex is half and priority one and three quarters of the default tier', () => {
  expect(US_EAST_PRICES.multipliers).toEqual({ flex: 0.5, priority: 1.75 });
});

const RATES = [...BUILT_IN_CATALOG.models.values()].flatMap(({ id, prices = [] }) =>
  prices.flatMap(({ rates, above = [] }) =>
    [rates, ...above.map((band) => band.rates)].flatMap((byTier) =>
      Object.entries(byTier).flatMap(([tier, columns]) =>
        columns.map((rate) => ({ id, tier, rate: rate ?? 0 })),
      ),
    ),
  ),
);

it.each(Object.entries({ default: 1, ...US_EAST_PRICES.multipliers }))(
  'no rate loses a digit at %s',
  (_, multiplier) => {
    const lossy = RATES.filter(({ rate }) => {
      const units = rate * multiplier * 1e8;
      return Math.abs(units - Math.round(units)) >= 1e-3;
    });
    expect(lossy).toEqual([]);
  },
);
