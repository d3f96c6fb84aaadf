import { describe, expect, it } from 'vitest';
import { chooseCachedReply } from '../../../../lambda/core/reply-cache/cached-reply';

const JSON_TYPE = { 'content-type': 'application/json' };
const ENDED = '{"stopReason":"end_turn"}';

function choose(action: 'converse' | 'invoke', text: string, status = 200, headers = JSON_TYPE) {
  return chooseCachedReply(action, { status, headers, body: Buffer.from(text) });
}

/** Ended replies of so many bytes in all. */
const long = (bytes: number) => `${ENDED.slice(0, -1)},"x":"${'x'.repeat(bytes - 32)}"}`;

describe('a reply', () => {
  it.each([
    ['converse', ENDED, true],
    ['converse', '{"stopReason":"tool_use"}', true],
    ['converse', '{"stopReason":"stop_sequence"}', true],
    ['converse', '{"stopReason":"max_tokens"}', true],
    ['converse', '{"stopReason":"guardrail_intervened"}', false],
    ['converse', '{"stopReason":"content_filtered"}', false],
    ['converse', '{"stopReason":"malformed_model_output"}', false],
    ['converse', '{"stopReason":"a_reason_of_next_year"}', false],
    ['converse', '{"stopReason":null}', false],
    ['converse', '{}', false],
    ['converse', '[]', false],
    ['converse', '<html>', false],
    ['converse', '', false],
    ['invoke', '{"stop_reason":"end_turn"}', true],
    ['invoke', '{"stop_reason":"refusal"}', false],
    ['invoke', '{"stop_reason":"pause_turn"}', false],
    ['invoke', '{"choices":[{"finish_reason":"stop"},{"finish_reason":"length"}]}', true],
    ['invoke', '{"choices":[{"finish_reason":"stop"},{"finish_reason":"content_filter"}]}', false],
    ['invoke', '{"results":[{"completionReason":"FINISH"}]}', true],
    ['invoke', '{"results":[{"completionReason":"CONTENT_FILTERED"}]}', false],
    ['invoke', '{"outputs":[{"text":"a","stop_reason":"stop"}]}', true],
    ['invoke', '{"finish_reason":"COMPLETE"}', true],
    ['invoke', '{"finish_reason":"ERROR_TOXIC"}', false],
    ['invoke', '{"embedding":[0.1,0.2]}', true],
    ['invoke', '{"stop_reason":"end_turn","amazon-bedrock-guardrailAction":"INTERVENED"}', false],
    ['invoke', '{"stop_reason":"end_turn","amazon-bedrock-guardrailAction":"NONE"}', true],
    ['invoke', 'no JSON', false],
  ] as const)('of %s with %s is cached: %j', (action, text, isCached) => {
    expect(choose(action, text) !== undefined).toBe(isCached);
  });

  it.each([201, 204, 400, 403, 429, 500, 503])('with status %d is not cached', (status) => {
    expect(choose('converse', ENDED, status)).toBeUndefined();
  });

  it.each([
    [380 * 1024 - 35, true],
    [380 * 1024 - 34, false],
    [380 * 1024, false],
    [500_000, false],
  ])('of %d bytes, beside 35 of headers, is cached: %j', (bytes, isCached) => {
    expect(Buffer.byteLength(long(bytes))).toBe(bytes);
    expect(choose('converse', long(bytes)) !== undefined).toBe(isCached);
  });

  it('is cached with the headers that describe it, and without those of its call', () => {
    const headers = {
      ...JSON_TYPE,
      'content-encoding': 'identity',
      'content-length': '25',
      date: 'Sat, 28 Nov 2026 12:00:00 GMT',
      'x-amzn-requestid': '1-2-3',
      'x-amzn-bedrock-service-tier': 'flex',
      'x-amzn-bedrock-input-token-count': '7',
      'set-cookie': 'a=b',
    };
    expect(choose('converse', ENDED, 200, headers)).toEqual({
      headers: {
        ...JSON_TYPE,
        'content-encoding': 'identity',
        'x-amzn-bedrock-input-token-count': '7',
      },
      body: Buffer.from(ENDED),
    });
  });
});
