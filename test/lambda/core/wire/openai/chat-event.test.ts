import { describe, expect, it } from 'vitest';
import { type Event, observe, USAGE } from './observe-events';

const chat = (...events: (Event | undefined)[]) => observe('chat-completions-stream', ...events);

describe('a stream of Chat Completions', () => {
  const choose = (delta: object, finish_reason: string | null = null) => ({
    object: 'chat.completion.chunk',
    service_tier: 'flex',
    choices: [{ index: 0, delta, finish_reason }],
    usage: null,
  });
  const ROLE = choose({ role: 'assistant', content: '' });
  const TEXT = choose({ content: 'Total 12,50 €' });
  const STOP = choose({}, 'stop');
  const COUNTED = {
    choices: [],
    usage: {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 60 },
      completion_tokens_details: { reasoning_tokens: 12 },
    },
  };
  const DONE = '[DONE]';

  it('reports usage, tier and the first token', () => {
    expect(chat(ROLE, TEXT, STOP, COUNTED, DONE)).toMatchObject({
      usage: USAGE,
      resolvedTier: 'flex',
      firstToken: 1,
      streamException: undefined,
      isComplete: true,
    });
  });

  it.each([
    ['reasoning', { reasoning_content: 'We add.' }],
    ['a refusal', { refusal: 'I cannot' }],
    [
      'a call',
      { tool_calls: [{ index: 0, id: 'call_1', function: { name: 'add', arguments: '' } }] },
    ],
  ])('has a first token of %s', (_, delta) => {
    expect(chat(ROLE, choose(delta)).firstToken).toBe(1);
  });

  it.each([
    ['finish reason', [ROLE, TEXT, STOP]],
    ['usage', [ROLE, TEXT, STOP, COUNTED]],
    ['piece of text', [TEXT]],
    ['event that is too long to be read', [ROLE, undefined]],
    ['text that is no JSON', [ROLE, 'so long']],
  ])('does not end with its %s', (_, events) => {
    expect(chat(...events).isComplete).toBe(false);
  });

  // "Total 12,50 €" has 15 bytes, and each may be a token.
  it.each([
    ['all its text', 30, [ROLE, TEXT, TEXT, STOP, DONE]],
    ['its text so far', 15, [ROLE, TEXT]],
    ['reasoning and calls', 11, [choose({ reasoning: 'add' }), choose({ content: 'it is so' })]],
    ['text that is no JSON', 22, [TEXT, 'so long', DONE]],
    ['an event that is too long to be read', Number.POSITIVE_INFINITY, [TEXT, undefined, DONE]],
    ['an answer that was cut off', Number.POSITIVE_INFINITY, [TEXT, choose({}, 'length'), DONE]],
    ['no event', 0, []],
  ])('counts a token a byte of %s if it reports no usage', (_, outputTokens, events) => {
    expect(chat(...events)).toMatchObject({ usage: undefined, usageSoFar: { outputTokens } });
  });

  it('takes the usage that it reports for an answer that was cut off', () => {
    expect(chat(TEXT, choose({}, 'length'), COUNTED, DONE).usage).toEqual(USAGE);
  });

  it('reports the usage of the whole if each chunk has one', () => {
    const count = (completion_tokens: number) => ({
      ...TEXT,
      usage: { ...COUNTED.usage, completion_tokens },
    });
    expect(chat(count(5), count(20), DONE).usage).toEqual(USAGE);
    expect(chat(count(5), count(18))).toMatchObject({
      usage: undefined,
      usageSoFar: { outputTokens: 18 },
    });
    // "Total 12,50 €" has 15 bytes, and each may be a token.
    expect(chat(count(5), TEXT, DONE)).toMatchObject({
      usage: undefined,
      usageSoFar: { outputTokens: 20 },
    });
  });

  it('takes Bedrock’s own counts', () => {
    const metrics = { inputTokenCount: 40, outputTokenCount: 20, cacheReadInputTokenCount: 60 };
    const last = { ...STOP, 'amazon-bedrock-invocationMetrics': metrics };
    const { reasoningTokens: _, ...counted } = USAGE;
    expect(chat(ROLE, TEXT, last, DONE).usage).toEqual(counted);
  });

  it('ends with an error, which is the opening of the stream if it is the first event', () => {
    const error = { error: { message: 'no', type: 'server_error', code: null } };
    const ended = { streamException: 'server_error', errorMessage: 'no', isComplete: true };
    expect(chat(error)).toMatchObject({ ...ended, openingException: 'server_error' });
    expect(chat(ROLE, error)).toMatchObject({ ...ended, openingException: undefined });
  });
});
