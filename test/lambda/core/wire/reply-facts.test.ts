import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBodyCounts } from '../../../../lambda/core/wire/counts/body-counts';
import type { Headers } from '../../../../lambda/core/wire/forwarded-headers';
import {
  readReplyFacts as readFacts,
  readTierMember,
} from '../../../../lambda/core/wire/reply-facts';

function readReplyFacts(headers: Headers, text: string) {
  return readFacts(headers, text, readBodyCounts);
}

const NOTHING = {
  usage: undefined,
  usageSoFar: {},
  resolvedTier: undefined,
  latencyMode: undefined,
  errorMessage: undefined,
  streamException: undefined,
  openingException: undefined,
  firstTokenAt: undefined,
};
const PROMPT = {
  inputTokens: 1203,
  cacheReadInputTokens: 1024,
  cacheWriteInputTokens: 512,
  cacheWriteOneHourInputTokens: 0,
};
const USAGE = { ...PROMPT, outputTokens: 87 };

describe('a Converse reply', () => {
  it('reports its usage and the tier that served it', () => {
    const reply = { output: {}, usage: USAGE, serviceTier: { type: 'flex' } };
    expect(readReplyFacts({}, JSON.stringify(reply))).toEqual({
      ...NOTHING,
      usage: USAGE,
      usageSoFar: { prompt: PROMPT, outputTokens: 87 },
      resolvedTier: 'flex',
    });
  });

  it.each([
    ['{"performanceConfig":{"latency":"optimized"}}', {}, 'optimized'],
    ['{}', { 'x-amzn-bedrock-performanceconfig-latency': 'optimized' }, 'optimized'],
    ['{"performanceConfig":{"latency":"standard"}}', {}, 'standard'],
    ['{"performanceConfig":{"latency":7}}', {}, undefined],
    ['{"performanceConfig":"optimized"}', {}, undefined],
    ['{}', {}, undefined],
  ])('%s with headers %j was served in latency mode %s', (text, headers, latencyMode) => {
    expect(readReplyFacts(headers, text).latencyMode).toBe(latencyMode);
  });

  it.each([
    ['{"serviceTier":{"type":"turbo-2027"}}', 'turbo-2027'],
    [`{"serviceTier":{"type":"${'n'.repeat(32)}"}}`, 'n'.repeat(32)],
    [`{"serviceTier":{"type":"${'n'.repeat(33)}"}}`, undefined],
    ['{"serviceTier":{"type":""}}', undefined],
    ['{"serviceTier":{"type":"flex tier"}}', undefined],
    ['{"serviceTier":{"type":7}}', undefined],
    ['{"serviceTier":"flex"}', undefined],
    ['{"metadata":{"serviceTier":{"type":"flex"}}}', undefined],
  ])('%s was served by tier %s', (text, resolvedTier) => {
    expect(readReplyFacts({}, text).resolvedTier).toBe(resolvedTier);
    expect(readTierMember(JSON.parse(text).serviceTier)).toBe(resolvedTier);
  });
});

describe('an invoke reply', () => {
  it('reports its usage and the tier that served it in headers', () => {
    const headers = {
      'x-amzn-bedrock-service-tier': 'priority',
      'x-amzn-bedrock-input-token-count': '28',
      'x-amzn-bedrock-output-token-count': '51',
      'x-amzn-bedrock-cache-read-input-token-count': '7',
      'x-amzn-bedrock-cache-write-input-token-count': '5',
    };
    const prompt = {
      inputTokens: 28,
      cacheReadInputTokens: 7,
      cacheWriteInputTokens: 5,
      cacheWriteOneHourInputTokens: 0,
    };
    expect(readReplyFacts(headers, 'any bytes at all')).toEqual({
      ...NOTHING,
      usage: { ...prompt, outputTokens: 51 },
      usageSoFar: { prompt, outputTokens: 51 },
      resolvedTier: 'priority',
    });
  });

  it('reports in its body what its headers leave out, and in its headers what Bedrock counts', () => {
    const headers = { 'x-amzn-bedrock-input-token-count': '28' };
    expect(readReplyFacts(headers, JSON.stringify({ usage: USAGE })).usage).toEqual({
      ...USAGE,
      inputTokens: 28,
    });
  });

  it('names its tier in the header, whatever its body has by that name', () => {
    const headers = { 'x-amzn-bedrock-service-tier': 'turbo-2027' };
    const text = '{"serviceTier":{"type":"flex"}}';
    expect(readReplyFacts(headers, text).resolvedTier).toBe('turbo-2027');
  });

  it('names no tier by an empty header', () => {
    expect(readReplyFacts({ 'x-amzn-bedrock-service-tier': '' }, '{}').resolvedTier).toBe(
      undefined,
    );
  });
});

describe('an error', () => {
  it.each([
    ['{"message":"Reservation not found."}', 'Reservation not found.'],
    ['{"Message":"User is not authorized"}', 'User is not authorized'],
    ['{"message":"one","Message":"another"}', 'one'],
    ['{"message":""}', ''],
    ['{"message":{"text":"no"}}', undefined],
    ['{"message":null}', undefined],
  ])('%s has the message %j', (text, errorMessage) => {
    expect(readReplyFacts({}, text)).toEqual({ ...NOTHING, errorMessage });
  });
});

describe('a reply', () => {
  it.each([
    '',
    'null',
    '{"usage":{"inputTokens":3}',
    '<html>502 Bad Gateway</html>',
    '{"__proto__":{"message":"no","serviceTier":{"type":"flex"}}}',
  ])('says nothing by %j', (text) => {
    expect(readReplyFacts({}, text)).toEqual(NOTHING);
  });

  it('of any shape is read without failing', () => {
    const anything = fc.jsonValue();
    const reply = fc.record({ usage: anything, serviceTier: anything, message: anything });
    fc.assert(
      fc.property(reply, (value) => {
        const { usage } = readReplyFacts({}, JSON.stringify(value));
        for (const count of Object.values(usage ?? {})) expect(count).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
