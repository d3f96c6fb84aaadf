import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReplyFacts } from '../../../lambda/core/reply-facts';

const NO_TOKENS = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

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
    expect(readReplyFacts(reply)).toEqual({
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
    expect(readReplyFacts(text).resolvedTier).toBe(resolvedTier);
  });

  it.each([
    ['{"inputTokens":3,"outputTokens":4}', { inputTokens: 3, outputTokens: 4 }],
    ['{"inputTokens":"3","outputTokens":null}', {}],
    ['{"inputTokens":-3,"outputTokens":1e999}', {}],
    ['{"cacheReadInputTokens":9}', { cacheReadInputTokens: 9 }],
    ['{}', {}],
  ])('counts what is no count in %s as none', (usage, counted) => {
    expect(readReplyFacts(`{"usage":${usage}}`).usage).toEqual({ ...NO_TOKENS, ...counted });
  });

  it.each(['null', '[]', '7', '"many"'])('without usage in its usage, %s, has none', (usage) => {
    expect(readReplyFacts(`{"usage":${usage}}`).usage).toBeUndefined();
  });

  it.each([
    '',
    'null',
    '[]',
    '"usage"',
    '{"usage":{"inputTokens":3}',
    '<html>502 Bad Gateway</html>',
    '{"message":"The provided service tier is not supported for this model"}',
  ])('says nothing by %j', (text) => {
    expect(readReplyFacts(text)).toEqual({ usage: undefined, resolvedTier: undefined });
  });

  it('of any shape is read without failing', () => {
    const anything = fc.jsonValue();
    fc.assert(
      fc.property(fc.record({ usage: anything, serviceTier: anything }), (reply) => {
        const { usage } = readReplyFacts(JSON.stringify(reply));
        for (const count of Object.values(usage ?? {})) expect(count).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
