import { describe, expect, it } from 'vitest';
import { readBodyCounts } from '../../../../../lambda/core/wire/counts/body-counts';
import { readReplyFacts } from '../../../../../lambda/core/wire/reply-facts';

/** Input, output, cache read, cache write, and of the writes those that live one hour. */
type Counts = readonly [number, number, number?, number?, number?];

function usageOf([input, output, read = 0, write = 0, oneHour = 0]: Counts) {
  return {
    inputTokens: input,
    outputTokens: output,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: write,
    cacheWriteOneHourInputTokens: oneHour,
  };
}

const HEADER_NAMES = [
  ['in', 'x-amzn-bedrock-input-token-count'],
  ['out', 'x-amzn-bedrock-output-token-count'],
  ['read', 'x-amzn-bedrock-cache-read-input-token-count'],
  ['write', 'x-amzn-bedrock-cache-write-input-token-count'],
] as const;

type HeaderCounts = { readonly [Name in (typeof HEADER_NAMES)[number][0]]?: number };

function readUsage(headerCounts: HeaderCounts, body: object) {
  const headers = HEADER_NAMES.flatMap(([name, header]) => {
    const count = headerCounts[name];
    return count === undefined ? [] : [[header, String(count)]];
  });
  const facts = readReplyFacts(Object.fromEntries(headers), JSON.stringify(body), readBodyCounts);
  return facts.usage;
}

describe('a body in the format of', () => {
  it.each<[string, object, Counts]>([
    ['Anthropic', { usage: { input_tokens: 12, output_tokens: 8 } }, [12, 8]],
    [
      'Anthropic, with both lifetimes',
      {
        usage: {
          input_tokens: 10,
          output_tokens: 2,
          cache_read_input_tokens: 5,
          cache_creation_input_tokens: 10_000,
          cache_creation: { ephemeral_5m_input_tokens: 4_000, ephemeral_1h_input_tokens: 6_000 },
        },
      },
      [10, 2, 5, 10_000, 6_000],
    ],
    [
      'Nova',
      {
        output: {},
        usage: {
          inputTokens: 500,
          outputTokens: 100,
          cacheReadInputTokenCount: 7,
          cacheWriteInputTokenCount: 3_000,
        },
      },
      [500, 100, 7, 3_000],
    ],
    ['Llama', { generation: 'ok', prompt_token_count: 12, generation_token_count: 8 }, [12, 8]],
    [
      'Titan',
      { inputTextTokenCount: 12, results: [{ tokenCount: 5 }, { tokenCount: 3, outputText: '' }] },
      [12, 8],
    ],
    ['a Titan embedding', { embedding: [0.1], inputTextTokenCount: 12 }, [12, 0]],
    ['AI21', { choices: [], usage: { prompt_tokens: 12, completion_tokens: 8 } }, [12, 8]],
  ])('%s reports its usage', (_, body, counts) => {
    expect(readUsage({}, body)).toEqual(usageOf(counts));
  });

  it.each<[string, HeaderCounts, object, Counts]>([
    ['Mistral', { in: 12, out: 8 }, { outputs: [{ text: 'ok' }] }, [12, 8]],
    ['Cohere', { in: 12 }, { embeddings: [[0.1]], id: '1' }, [12, 0]],
    ['Cohere, by type', { in: 12 }, { embeddings: { float: [[0.1]] } }, [12, 0]],
    [
      'Anthropic, with the split in the body',
      { in: 10, out: 2, read: 5, write: 100 },
      { usage: { input_tokens: 9, cache_creation: { ephemeral_1h_input_tokens: 60 } } },
      [10, 2, 5, 100, 60],
    ],
  ])('%s is counted in headers', (_, headers, body, counts) => {
    expect(readUsage(headers, body)).toEqual(usageOf(counts));
  });

  it.each([
    ['nothing', {}, {}],
    ['a prompt alone', {}, { usage: { input_tokens: 12 } }],
    ['a prompt alone in headers', { in: 12 }, { outputs: [] }],
    ['an output alone', { out: 8 }, { choices: [] }],
    ['a result without a count', {}, { inputTextTokenCount: 12, results: [{ outputText: '' }] }],
    ['an implausible result', {}, { inputTextTokenCount: 12, results: [{ tokenCount: -1 }] }],
  ])('any model that reports %s has an unknown usage', (_, headers, body) => {
    expect(readUsage(headers, body)).toBeUndefined();
  });
});

/** 100,100 prompt tokens: 100 new, 90,000 read from the cache, 10,000 written to it. */
const DETAILS = { cached_tokens: 90_000, cache_write_tokens: 10_000 };
const PROMPT = { prompt_tokens: 100_100, completion_tokens: 20 };
const READ_ALONE = { ...PROMPT, prompt_tokens_details: { cached_tokens: 100_000 } };
const BOTH = { ...PROMPT, prompt_tokens_details: DETAILS };
const ALL: Counts = [100, 20, 90_000, 10_000];

/** Bedrock's headers count what is neither read from the cache nor written to it, OpenAI's body counts everything. */
describe('an OpenAI-shaped reply', () => {
  it.each<[string, HeaderCounts, object, Counts | undefined]>([
    ['no headers, no details', {}, PROMPT, [100_100, 20]],
    [
      'no headers, details without counts',
      {},
      { ...PROMPT, prompt_tokens_details: {} },
      [100_100, 20],
    ],
    ['no headers, details of null', {}, { ...PROMPT, prompt_tokens_details: null }, [100_100, 20]],
    ['no headers, a read', {}, READ_ALONE, [100, 20, 100_000]],
    ['no headers, a read and a write', {}, BOTH, ALL],
    ['input header, a read', { in: 100 }, READ_ALONE, [100, 20, 100_000]],
    ['input header, a read and a write', { in: 100 }, BOTH, ALL],
    ['output header, a read', { out: 20 }, READ_ALONE, [100, 20, 100_000]],
    ['both headers, a read and a write', { in: 100, out: 20 }, BOTH, ALL],
    ['both headers, no details', { in: 100, out: 20 }, PROMPT, [100, 20]],
    [
      'all headers, a read and a write',
      { in: 100, out: 20, read: 90_000, write: 10_000 },
      BOTH,
      ALL,
    ],
    ['all headers, no details', { in: 100, out: 20, read: 90_000, write: 10_000 }, PROMPT, ALL],
    ['all headers, no usage', { in: 100, out: 20, read: 90_000, write: 10_000 }, {}, ALL],
    ['cache headers, no details', { read: 90_000, write: 10_000 }, PROMPT, ALL],
    ['read header, a write', { read: 90_000 }, BOTH, ALL],
    ['write header, a read', { write: 10_000 }, BOTH, ALL],
    ['input and output headers, no usage', { in: 100, out: 20 }, {}, [100, 20]],
    ['input header, no usage', { in: 100 }, {}, undefined],
    ['no headers, more cached than prompted', {}, { ...BOTH, prompt_tokens: 99_999 }, undefined],
  ])('with %s', (_, headers, usage, counts) => {
    expect(readUsage(headers, { choices: [], usage })).toEqual(counts && usageOf(counts));
  });

  it('in a stream is counted by Bedrock’s metrics and the details of its usage', () => {
    const metrics = { inputTokenCount: 100, outputTokenCount: 20 };
    const event = { usage: READ_ALONE, 'amazon-bedrock-invocationMetrics': metrics };
    expect(readUsage({}, event)).toEqual(usageOf([100, 20, 100_000]));
  });
});
