import { expect, it } from 'vitest';
import { PromptCache } from '../../../../local/bedrock/replies/prompt-cache';
import type { PromptPart } from '../../../../local/bedrock/wire/prompt';

const MODEL = 'us.amazon.nova-2-lite-v1:0';
const SHORT: PromptPart = { kind: 'cache-point', ttl: '5m' };
const LONG: PromptPart = { kind: 'cache-point', ttl: '1h' };

function text(characters: number, letter = 'a'): PromptPart {
  return { kind: 'text', text: letter.repeat(characters) };
}

it('reports no cache usage if the prompt has no cache point', () => {
  const cache = new PromptCache(() => 0);
  expect(cache.use(MODEL, [text(40)])).toEqual({ inputTokens: 10 });
});

it('reads the longest prefix that it knows and writes the rest', () => {
  const cache = new PromptCache(() => 0);
  cache.use(MODEL, [text(40), SHORT, text(8)]);
  expect(cache.use(MODEL, [text(40), SHORT, text(80), SHORT, text(4)])).toEqual({
    inputTokens: 1,
    cacheReadInputTokens: 10,
    cacheWriteInputTokens: 20,
    cacheDetails: [{ ttl: '5m', inputTokens: 20 }],
  });
});

it.each([
  ['another model', 'eu.amazon.nova-2-lite-v1:0', text(40)],
  ['another text', MODEL, text(40, 'b')],
])('does not read a prefix that was written for %s', (_, modelId, prefix) => {
  const cache = new PromptCache(() => 0);
  cache.use(MODEL, [text(40), SHORT]);
  expect(cache.use(modelId, [prefix, SHORT])).toMatchObject({
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 10,
  });
});

it.each([
  ['5m', SHORT, 299_999, 10],
  ['5m', SHORT, 300_000, 0],
  ['1h', LONG, 3_599_999, 10],
  ['1h', LONG, 3_600_000, 0],
])('keeps a prefix for %s', (_, cachePoint, later, read) => {
  let now = 0;
  const cache = new PromptCache(() => now);
  cache.use(MODEL, [text(40), cachePoint]);
  now = later;
  expect(cache.use(MODEL, [text(40), cachePoint]).cacheReadInputTokens).toBe(read);
});

it('forgets the oldest of more than 1,000 prefixes', () => {
  const cache = new PromptCache(() => 0);
  cache.use(MODEL, [text(40), SHORT]);
  for (let length = 41; length <= 1_040; length += 1) cache.use(MODEL, [text(length), SHORT]);
  expect(cache.use(MODEL, [text(40), SHORT]).cacheReadInputTokens).toBe(0);
});
