import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTokenUsage, readUsageHeaders } from '../../../../lambda/core/wire/token-usage';

const NO_CACHE = { cacheReadInputTokens: 0, cacheWriteInputTokens: 0 };
const CACHE = { cacheReadInputTokens: 1024, cacheWriteInputTokens: 512 };

describe('usage', () => {
  it.each([
    ['Converse', { inputTokens: 1203, outputTokens: 87, totalTokens: 2826, ...CACHE }, CACHE],
    [
      'Anthropic',
      {
        input_tokens: 1203,
        cache_creation_input_tokens: 512,
        cache_read_input_tokens: 1024,
        cache_creation: { ephemeral_5m_input_tokens: 512, ephemeral_1h_input_tokens: 0 },
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
    ['OpenAI', { prompt_tokens: 1203, completion_tokens: 87, total_tokens: 1290 }, NO_CACHE],
  ])('is read as %s reports it', (_, usage, cache) => {
    expect(readTokenUsage(usage)).toEqual({ inputTokens: 1203, outputTokens: 87, ...cache });
  });

  it.each([
    ['{"inputTokens":3}', 3, 0],
    ['{"outputTokens":0}', 0, 0],
    ['{"output_tokens":4}', 0, 4],
    ['{"inputTokens":null,"input_tokens":3,"outputTokens":4}', 3, 4],
    ['{"inputTokens":3,"outputTokens":4,"cacheReadInputTokens":null}', 3, 4],
    ['{"inputTokens":1000000000,"outputTokens":4}', 1_000_000_000, 4],
  ])('counts what is not named in %s as none', (text, inputTokens, outputTokens) => {
    const usage = readTokenUsage(JSON.parse(text));
    expect(usage).toEqual({ inputTokens, outputTokens, ...NO_CACHE });
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
  ])('is unknown if a count is implausible: %s', (text) => {
    expect(readTokenUsage(JSON.parse(text))).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    [3, 4],
    'many',
    {},
    { cacheReadInputTokens: 9, totalTokens: 9 },
    { inputTokens: '3', outputTokens: null },
    JSON.parse('{"__proto__":{"inputTokens":3}}'),
  ])('is not what names neither input nor output: %j', (usage) => {
    expect(readTokenUsage(usage)).toBeUndefined();
  });

  it('of any shape is read without failing, and never counts below zero', () => {
    const name = fc.constantFrom('inputTokens', 'input_tokens', 'outputTokenCount', '__proto__');
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(name, fc.jsonValue())), (value) => {
        for (const count of Object.values(readTokenUsage(value) ?? {})) {
          expect(count).toBeGreaterThanOrEqual(0);
          expect(count).toBeLessThanOrEqual(1e9);
          expect(Number.isInteger(count)).toBe(true);
        }
      }),
    );
  });
});

describe('usage in headers', () => {
  const HEADERS = {
    'x-amzn-bedrock-invocation-latency': '431',
    'x-amzn-bedrock-input-token-count': '1203',
    'x-amzn-bedrock-output-token-count': '87',
    'x-amzn-bedrock-cache-read-input-token-count': '1024',
    'x-amzn-bedrock-cache-write-input-token-count': '512',
  };

  it('is read', () => {
    expect(readUsageHeaders(HEADERS)).toEqual({ inputTokens: 1203, outputTokens: 87, ...CACHE });
  });

  it('is not there in other headers', () => {
    expect(readUsageHeaders({ 'x-amzn-bedrock-invocation-latency': '431' })).toBeUndefined();
  });

  it.each(['', ' 12', '12 ', '-1', '1e3', '12, 13', '1000000001', '9'.repeat(400)])(
    'is not read if a count is %j, and the body counts',
    (count) => {
      const headers = { ...HEADERS, 'x-amzn-bedrock-input-token-count': count };
      expect(readUsageHeaders(headers)).toBeUndefined();
      expect(readUsageHeaders(headers, { input_tokens: 21, output_tokens: 9 })).toEqual({
        inputTokens: 21,
        outputTokens: 9,
        ...NO_CACHE,
      });
    },
  );

  it.each([
    ['Anthropic', { input_tokens: 21, output_tokens: 9, cache_read_input_tokens: 1024 }],
    ['Nova', { inputTokens: 21, outputTokens: 9, cacheReadInputTokens: 1024 }],
  ])('wins over that in the words of %s, which says the rest', (_, usage) => {
    const headers = { 'x-amzn-bedrock-input-token-count': '28' };
    expect(readUsageHeaders(headers, usage)).toEqual({
      inputTokens: 28,
      outputTokens: 9,
      cacheReadInputTokens: 1024,
      cacheWriteInputTokens: 0,
    });
  });

  it.each([undefined, 'many', [21], {}])('needs no other, such as %j', (usage) => {
    expect(readUsageHeaders(HEADERS, usage)).toEqual({
      inputTokens: 1203,
      outputTokens: 87,
      ...CACHE,
    });
    expect(readUsageHeaders({}, usage)).toBeUndefined();
  });
});
