import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTokenCounts } from '../../../../../lambda/core/wire/counts/token-counts';
import { completeUsage, composeKnownUsage } from '../../../../../lambda/core/wire/token-usage';

function readUsage(value: unknown) {
  return completeUsage(composeKnownUsage(readTokenCounts(value)));
}

const NO_CACHE = {
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
  cacheWriteOneHourInputTokens: 0,
};
const CACHE = {
  cacheReadInputTokens: 1024,
  cacheWriteInputTokens: 512,
  cacheWriteOneHourInputTokens: 0,
};

describe('usage', () => {
  it.each([
    ['Converse', { inputTokens: 1203, outputTokens: 87, totalTokens: 2826, ...CACHE }, CACHE],
    [
      'Anthropic',
      {
        input_tokens: 1203,
        cache_creation_input_tokens: 512,
        cache_read_input_tokens: 1024,
        output_tokens: 87,
      },
      CACHE,
    ],
    [
      'Bedrock’s invocation metrics',
      { inputTokenCount: 1203, outputTokenCount: 87, invocationLatency: 431, ...CACHE },
      CACHE,
    ],
    [
      'invocation metrics of another model',
      {
        inputTokenCount: 1203,
        outputTokenCount: 87,
        cacheReadInputTokenCount: 1024,
        cacheWriteInputTokenCount: 512,
      },
      CACHE,
    ],
    [
      'OpenAI’s Responses',
      {
        input_tokens: 2739,
        input_tokens_details: { cached_tokens: 1024, cache_write_tokens: 512 },
        output_tokens: 87,
        output_tokens_details: { reasoning_tokens: 60 },
        total_tokens: 2826,
      },
      { ...CACHE, reasoningTokens: 60 },
    ],
    ['OpenAI', { prompt_tokens: 1203, completion_tokens: 87, total_tokens: 1290 }, NO_CACHE],
  ])('is read as %s reports it', (_, usage, cache) => {
    expect(readUsage(usage)).toEqual({ inputTokens: 1203, outputTokens: 87, ...cache });
  });

  it.each([
    ['{"inputTokens":null,"input_tokens":3,"outputTokens":4}', 3, 4],
    ['{"inputTokens":3,"outputTokens":4,"cacheReadInputTokens":null}', 3, 4],
    ['{"inputTokens":0,"outputTokens":0}', 0, 0],
    ['{"prompt_tokens":0,"completion_tokens":0}', 0, 0],
    ['{"inputTokens":1000000000,"outputTokens":4}', 1_000_000_000, 4],
    ['{"inputTokens":3,"outputTokens":4,"cacheDetails":null,"cache_creation":null}', 3, 4],
  ])('counts a cache that is not named in %s as none', (text, inputTokens, outputTokens) => {
    expect(readUsage(JSON.parse(text))).toEqual({ inputTokens, outputTokens, ...NO_CACHE });
  });

  it.each([
    '{"inputTokens":3,"outputTokens":"4"}',
    '{"inputTokens":-3,"outputTokens":4}',
    '{"inputTokens":3,"outputTokens":1e308}',
    '{"inputTokens":3,"outputTokens":1e999}',
    '{"inputTokens":3,"outputTokens":1000000001}',
    '{"inputTokens":3,"outputTokens":4.5}',
    '{"inputTokens":3,"outputTokens":[4]}',
    '{"inputTokens":3,"outputTokens":4,"cacheReadInputTokens":"9"}',
    '{"inputTokens":3,"outputTokens":4,"cache_creation_input_tokens":-9}',
    '{"prompt_tokens":3,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":"9"}}',
    '{"prompt_tokens":3,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":9}}',
    '{"inputTokens":3,"outputTokens":4,"cacheDetails":[{"ttl":"1h","inputTokens":-1}]}',
    '{"inputTokens":3,"outputTokens":4,"cacheWriteInputTokens":0,"cacheDetails":[{"ttl":"5m","inputTokens":9}]}',
    '{"input_tokens":3,"output_tokens":4,"cache_creation_input_tokens":8,"cache_creation":{"ephemeral_5m_input_tokens":9}}',
  ])('is unknown if a count is implausible: %s', (text) => {
    expect(readUsage(JSON.parse(text))).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    [3, 4],
    'many',
    {},
    { inputTokens: 3 },
    { outputTokens: 0 },
    { output_tokens: 4, cache_read_input_tokens: 9 },
    { cacheReadInputTokens: 9, totalTokens: 9 },
    { inputTokens: '3', outputTokens: null },
    JSON.parse('{"__proto__":{"inputTokens":3,"outputTokens":4}}'),
  ])('is not known if it names not both input and output: %j', (usage) => {
    expect(readUsage(usage)).toBeUndefined();
  });

  it('of any shape is read without failing, and never counts below zero', () => {
    const name = fc.constantFrom('inputTokens', 'prompt_tokens', 'outputTokenCount', '__proto__');
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(name, fc.jsonValue())), (value) => {
        for (const count of Object.values(readUsage(value) ?? {})) {
          expect(count).toBeGreaterThanOrEqual(0);
          expect(count).toBeLessThanOrEqual(1e9);
          expect(Number.isInteger(count)).toBe(true);
        }
      }),
    );
  });
});

describe('a prompt', () => {
  it.each([
    [{ inputTokens: 3 }, { inputTokens: 3, ...NO_CACHE }],
    [
      { input_tokens: 3, cache_read_input_tokens: 5, output_tokens: 'many' },
      { inputTokens: 3, ...NO_CACHE, cacheReadInputTokens: 5 },
    ],
    [{ inputTokens: 3, cacheReadInputTokens: 'many' }, undefined],
    [{ cacheReadInputTokens: 5, outputTokens: 4 }, undefined],
  ])('of %j is known as a whole or not at all', (usage, prompt) => {
    expect(composeKnownUsage(readTokenCounts(usage)).prompt).toEqual(prompt);
  });
});
