import { describe, expect, it } from 'vitest';
import { readOpenAiReply } from '../../../../../lambda/core/wire/openai/read-reply';

const read = (body: unknown, headers = {}) => readOpenAiReply(headers, JSON.stringify(body));

/** Input, output, cache reads, cache writes, and reasoning if there is any. */
type Counts = readonly [number, number, number, number, number?];

const CHAT = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
const RESPONSES = { input_tokens: 100, output_tokens: 20, total_tokens: 120 };

describe('usage', () => {
  it.each<[string, object, Counts]>([
    ['of Chat Completions', CHAT, [100, 20, 0, 0]],
    ['of the Responses API', RESPONSES, [100, 20, 0, 0]],
    [
      'with prompt tokens from the cache',
      { ...CHAT, prompt_tokens_details: { cached_tokens: 60, audio_tokens: 0 } },
      [40, 20, 60, 0],
    ],
    [
      'with prompt tokens from the cache and to it',
      { ...CHAT, prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 30 } },
      [10, 20, 60, 30],
    ],
    [
      'with input tokens from the cache and to it',
      { ...RESPONSES, input_tokens_details: { cached_tokens: 60, cache_write_tokens: 30 } },
      [10, 20, 60, 30],
    ],
    [
      'with DeepSeek’s cache hits',
      { ...CHAT, prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 },
      [36, 20, 64, 0],
    ],
    ['with details that are null', { ...CHAT, prompt_tokens_details: null }, [100, 20, 0, 0]],
    [
      'with reasoning among the output',
      { ...CHAT, completion_tokens_details: { reasoning_tokens: 15 } },
      [100, 20, 0, 0, 15],
    ],
    [
      'with reasoning beside the output',
      { ...CHAT, completion_tokens_details: { reasoning_tokens: 15 }, total_tokens: 135 },
      [100, 35, 0, 0, 15],
    ],
    [
      'with reasoning beside the output of the Responses API',
      { ...RESPONSES, output_tokens_details: { reasoning_tokens: 15 }, total_tokens: 135 },
      [100, 35, 0, 0, 15],
    ],
  ])('%s is read', (_, usage, [inputTokens, outputTokens, read_, written, reasoningTokens]) => {
    expect(read({ usage }).usage).toEqual({
      inputTokens,
      outputTokens,
      cacheReadInputTokens: read_,
      cacheWriteInputTokens: written,
      cacheWriteOneHourInputTokens: 0,
      reasoningTokens,
    });
  });

  it.each([
    ['that is missing', {}],
    ['that is null', { usage: null }],
    ['without the output', { usage: { prompt_tokens: 3 } }],
    [
      'with more from the cache than the prompt has',
      { usage: { ...CHAT, prompt_cache_hit_tokens: 101 } },
    ],
    ['with a negative count', { usage: { ...CHAT, completion_tokens: -1 } }],
    ['with a count that no model reaches', { usage: { ...CHAT, prompt_tokens: 1e308 } }],
    ['with a count in a text', { usage: { ...CHAT, prompt_tokens: '100' } }],
  ])('%s is not known', (_, body) => {
    expect(read(body).usage).toBeUndefined();
  });

  it('is not what the caller wrote into the metadata that a response repeats', () => {
    const metadata = { usage: { inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 99 } };
    expect(read({ usage: RESPONSES, metadata }).usage).toMatchObject({
      inputTokens: 100,
      cacheReadInputTokens: 0,
      outputTokens: 20,
    });
  });

  it('is read of a reply that is longer than 64 KB', () => {
    const output = [{ type: 'message', content: [{ text: 'o'.repeat(100_000) }] }];
    const { usage, resolvedTier } = read({ output, usage: RESPONSES, service_tier: 'flex' });
    expect([usage?.inputTokens, usage?.outputTokens, resolvedTier]).toEqual([100, 20, 'flex']);
  });

  it('is read of Bedrock’s headers, whose input has no cached tokens', () => {
    const headers = {
      'x-amzn-bedrock-input-token-count': '40',
      'x-amzn-bedrock-output-token-count': '20',
    };
    const usage = { ...CHAT, prompt_tokens_details: { cached_tokens: 60 } };
    expect(read({ usage }, headers).usage).toMatchObject({
      inputTokens: 40,
      cacheReadInputTokens: 60,
      outputTokens: 20,
    });
  });
});

describe('the resolved tier', () => {
  it.each([
    ['default', 'default'],
    ['standard', 'default'],
    ['flex', 'flex'],
    ['ultrafast', 'ultrafast'],
    ['scale-2027', 'scale-2027'],
    ['auto', undefined],
    [null, undefined],
    ['a tier with spaces', undefined],
    [{ type: 'flex' }, undefined],
  ])('%j is %s', (tier, resolved) => {
    expect(read({ service_tier: tier }).resolvedTier).toBe(resolved);
  });

  it('is that of the header if there is one', () => {
    const headers = { 'x-amzn-bedrock-service-tier': 'flex' };
    expect(read({ service_tier: 'default' }, headers).resolvedTier).toBe('flex');
  });
});

describe('an error', () => {
  const UNKNOWN = 'com.amazon.coral.service#UnknownOperationException';

  it.each([
    [
      { error: { message: 'no', type: 'invalid_request_error', code: 'too_long' } },
      'invalid_request_error',
      'no',
    ],
    [
      { error: { message: 'no', type: 'requests', code: 'rate_limit_exceeded' } },
      'rate_limit_exceeded',
      'no',
    ],
    [{ error: { message: 'no', type: 'api_error', code: null } }, 'api_error', 'no'],
    [
      { error: { message: 'no', type: 'api_error', code: 'model_not_ready' } },
      'model_not_ready',
      'no',
    ],
    [{ error: { message: 'no', type: 'BadRequestError', code: 400 } }, '400', 'no'],
    [{ error: { message: 'no', type: 'server_error' } }, 'server_error', 'no'],
    [{ error: { message: 'no' } }, 'error', 'no'],
    [{ error: { code: 'two words' } }, 'error', undefined],
    [{ error: 'Internal server error' }, 'error', 'Internal server error'],
    [
      { __type: 'ThrottlingException', message: 'Too many tokens' },
      'ThrottlingException',
      'Too many tokens',
    ],
    [{ Output: { __type: UNKNOWN }, Version: '1.0' }, 'UnknownOperationException', undefined],
    [
      { message: 'The provided model identifier is invalid.' },
      undefined,
      'The provided model identifier is invalid.',
    ],
    [{ error: null, usage: CHAT }, undefined, undefined],
  ])('%j is named %s', (body, errorName, errorMessage) => {
    expect(read(body)).toMatchObject({ errorName, errorMessage });
  });

  it('is not found in what is no JSON', () => {
    expect(readOpenAiReply({}, '<html>bad gateway</html>')).toMatchObject({
      errorName: undefined,
      errorMessage: undefined,
      usage: undefined,
    });
  });
});
