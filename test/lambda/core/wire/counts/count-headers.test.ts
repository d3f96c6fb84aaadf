import { describe, expect, it } from 'vitest';
import { readCountHeaders } from '../../../../../lambda/core/wire/counts/count-headers';

const HEADERS = {
  'x-amzn-bedrock-invocation-latency': '431',
  'x-amzn-bedrock-input-token-count': '1203',
  'x-amzn-bedrock-output-token-count': '87',
  'x-amzn-bedrock-cache-read-input-token-count': '1024',
  'x-amzn-bedrock-cache-write-input-token-count': '512',
};

describe('counts in headers', () => {
  it('are read', () => {
    expect(readCountHeaders(HEADERS)).toEqual({
      inputTokens: 1203,
      outputTokens: 87,
      cacheReadInputTokens: 1024,
      cacheWriteInputTokens: 512,
    });
  });

  it('are not in other headers', () => {
    expect(readCountHeaders({ 'x-amzn-bedrock-invocation-latency': '431' })).toEqual({});
  });

  it.each(['', ' 12', '12 ', '-1', '1e3', '12, 13', '1000000001', '9'.repeat(400)])(
    'are not read if one is %j',
    (count) => {
      const headers = { ...HEADERS, 'x-amzn-bedrock-input-token-count': count };
      expect(readCountHeaders(headers)).toEqual({});
    },
  );
});
