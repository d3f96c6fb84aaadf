import { describe, expect, it } from 'vitest';
import { readCacheWrites } from '../../../../../lambda/core/wire/counts/cache-writes';
import { readTokenCounts } from '../../../../../lambda/core/wire/counts/token-counts';

describe('cache writes', () => {
  it.each([
    ['{"cacheDetails":[{"ttl":"1h","inputTokens":10000}]}', 10_000, 10_000],
    ['{"cacheDetails":[{"ttl":"5m","inputTokens":10000}]}', 10_000, 0],
    [
      '{"cacheDetails":[{"ttl":"1h","inputTokens":7},{"ttl":"5m","inputTokens":2},{"ttl":"1h","inputTokens":1}]}',
      10,
      8,
    ],
    ['{"cacheDetails":[{"ttl":"30m","inputTokens":9}]}', 9, 0],
    ['{"cacheDetails":[{"inputTokens":9}]}', 9, 0],
    ['{"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":8}}', 10, 8],
    ['{"cache_creation":{"ephemeral_1h_input_tokens":8}}', 8, 8],
    ['{"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":null}}', 2, 0],
  ])('are split by lifetime in %s', (text, cacheWriteInputTokens, cacheWriteOneHourInputTokens) => {
    expect(readCacheWrites(JSON.parse(text))).toEqual({
      cacheWriteInputTokens,
      cacheWriteOneHourInputTokens,
    });
  });

  it.each([
    '{"cacheDetails":[{"ttl":"1h","inputTokens":"many"}]}',
    '{"cacheDetails":[{"ttl":"1h"}]}',
    '{"cacheDetails":[{"ttl":"24h","inputTokens":9}]}',
    '{"cache_creation":{"ephemeral_1h_input_tokens":1.5}}',
    '{"cache_creation":{"ephemeral_24h_input_tokens":9}}',
  ])('are unknown in %s', (text) => {
    expect(readCacheWrites(JSON.parse(text))).toMatchObject({
      cacheWriteOneHourInputTokens: undefined,
    });
  });

  it.each([
    '{}',
    '{"cacheDetails":"many"}',
    '{"cacheDetails":[]}',
    '{"cacheDetails":null,"cache_creation":[]}',
    '{"cache_creation":{}}',
    '{"cache_creation":{"ephemeral_5m_input_tokens":null,"ephemeral_1h_input_tokens":null}}',
  ])('are not split in %s', (text) => {
    expect(readCacheWrites(JSON.parse(text))).toEqual({});
  });

  it.each([
    [{ cacheWriteInputTokens: 10, cacheDetails: [{ ttl: '1h', inputTokens: 8 }] }],
    [{ cache_creation_input_tokens: 10, cache_creation: { ephemeral_1h_input_tokens: 8 } }],
  ])('have the total that %j names, to which the split adds nothing', (usage) => {
    expect(readTokenCounts(usage)).toEqual({
      cacheWriteInputTokens: 10,
      cacheWriteOneHourInputTokens: 8,
    });
  });
});
