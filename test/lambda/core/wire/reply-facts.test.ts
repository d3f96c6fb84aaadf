import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReplyFacts, readTierMember } from '../../../../lambda/core/wire/reply-facts';

const NOTHING = {
  usage: undefined,
  resolvedTier: undefined,
  errorMessage: undefined,
  streamException: undefined,
  openingException: undefined,
  firstTokenAt: undefined,
};
const ANTHROPIC_REPLY = JSON.stringify({
  type: 'message',
  content: [{ type: 'text', text: '{"class":"invoice"}' }],
  usage: {
    input_tokens: 21,
    cache_creation_input_tokens: 512,
    cache_read_input_tokens: 1024,
    output_tokens: 9,
  },
});

describe('a Converse reply', () => {
  it('says what it used and which tier served it', () => {
    const reply = JSON.stringify({
      output: { message: { role: 'assistant', content: [{ text: '{"class":"invoice"}' }] } },
      stopReason: 'end_turn',
      usage: {
        inputTokens: 1203,
        outputTokens: 87,
        totalTokens: 1290,
        cacheReadInputTokens: 1024,
        cacheWriteInputTokens: 512,
        cacheDetails: [{ ttl: '5m', inputTokens: 512 }],
      },
      metrics: { latencyMs: 431 },
      serviceTier: { type: 'flex' },
    });
    expect(readReplyFacts({ 'content-type': 'application/json' }, reply)).toEqual({
      ...NOTHING,
      usage: {
        inputTokens: 1203,
        outputTokens: 87,
        cacheReadInputTokens: 1024,
        cacheWriteInputTokens: 512,
      },
      resolvedTier: 'flex',
    });
  });

  it.each([
    ['{"serviceTier":{"type":"flex"}}', 'flex'],
    ['{"serviceTier":{"type":"default"}}', 'default'],
    ['{"serviceTier":{"type":"turbo-2027"}}', 'turbo-2027'],
    ['{"serviceTier":{"type":""}}', undefined],
    ['{"serviceTier":{"type":7}}', undefined],
    ['{"serviceTier":{}}', undefined],
    ['{"serviceTier":"flex"}', undefined],
    ['{"serviceTier":null}', undefined],
    ['{"serviceTier":["flex"]}', undefined],
    ['{"metadata":{"serviceTier":{"type":"flex"}}}', undefined],
    ['{}', undefined],
  ])('%s was served by tier %s', (text, resolvedTier) => {
    expect(readReplyFacts({}, text).resolvedTier).toBe(resolvedTier);
    expect(readTierMember(JSON.parse(text).serviceTier)).toBe(resolvedTier);
  });

  it.each(['null', '[]', '7', '"many"', '{}', '{"inputTokens":"3","outputTokens":null}'])(
    'without usage in its usage, %s, has none',
    (usage) => {
      expect(readReplyFacts({}, `{"usage":${usage}}`).usage).toBeUndefined();
    },
  );
});

describe('an invoke reply', () => {
  it('says in headers what it used and which tier served it', () => {
    const headers = {
      'x-amzn-bedrock-service-tier': 'priority',
      'x-amzn-bedrock-input-token-count': '28',
      'x-amzn-bedrock-output-token-count': '51',
      'x-amzn-bedrock-cache-read-input-token-count': '7',
      'x-amzn-bedrock-cache-write-input-token-count': '5',
    };
    expect(readReplyFacts(headers, 'any bytes at all')).toEqual({
      ...NOTHING,
      usage: {
        inputTokens: 28,
        outputTokens: 51,
        cacheReadInputTokens: 7,
        cacheWriteInputTokens: 5,
      },
      resolvedTier: 'priority',
    });
  });

  it('reports in its body what it used if no header does', () => {
    expect(readReplyFacts({}, ANTHROPIC_REPLY).usage).toEqual({
      inputTokens: 21,
      outputTokens: 9,
      cacheReadInputTokens: 1024,
      cacheWriteInputTokens: 512,
    });
  });

  it('says in its body what its headers leave out, and in its headers what Bedrock counts', () => {
    const headers = {
      'x-amzn-bedrock-input-token-count': '28',
      'x-amzn-bedrock-output-token-count': '51',
    };
    expect(readReplyFacts(headers, ANTHROPIC_REPLY).usage).toEqual({
      inputTokens: 28,
      outputTokens: 51,
      cacheReadInputTokens: 1024,
      cacheWriteInputTokens: 512,
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
    ['{"error":{"message":"no"}}', undefined],
  ])('%s has the message %j', (text, errorMessage) => {
    expect(readReplyFacts({}, text)).toEqual({ ...NOTHING, errorMessage });
  });
});

describe('a reply', () => {
  it.each([
    '',
    'null',
    '[]',
    '"usage"',
    '{"usage":{"inputTokens":3}',
    '<html>502 Bad Gateway</html>',
    '{"inputTokens":3}',
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
