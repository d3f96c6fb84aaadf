import { describe, expect, it } from 'vitest';
import { StreamTap, type StreamTapOptions } from '../../../../lambda/core/wire/stream-tap';
import { readConverseEvent } from '../../../../lambda/core/wire/streams/converse-event';
import type { StreamMessage } from '../../../../lambda/core/wire/streams/event-facts';
import { readInvokeEvent } from '../../../../lambda/core/wire/streams/invoke-event';
import { FakeClock } from '../../../fakes/fake-clock';

const EVENT = { messageType: 'event', isFirst: false } as const;

function composeEvent(name: string, payload: object): StreamMessage {
  return { ...EVENT, name, payload: Buffer.from(JSON.stringify(payload)) };
}

const START = composeEvent('messageStart', { role: 'assistant' });
const DELTA = composeEvent('contentBlockDelta', { delta: { text: 'ok' } });
const STOP = composeEvent('messageStop', { stopReason: 'end_turn' });
const METADATA = composeEvent('metadata', {
  usage: {
    inputTokens: 3,
    outputTokens: 4,
    cacheReadInputTokens: 5,
    cacheWriteInputTokens: 6,
    cacheDetails: [{ ttl: '1h', inputTokens: 2 }],
  },
  serviceTier: { type: 'flex' },
  performanceConfig: { latency: 'optimized' },
});
const THROTTLED: StreamMessage = {
  messageType: 'exception',
  name: 'throttlingException',
  payload: Buffer.from('{"message":"no"}'),
  isFirst: false,
};
/** A message that was too long to be read. */
const passOver = (message: StreamMessage): StreamMessage => ({ ...message, payload: undefined });

function createTap(options: Partial<StreamTapOptions> = {}, clock = new FakeClock()) {
  return new StreamTap({
    headers: {},
    readEvent: readConverseEvent,
    clock: clock.read,
    ...options,
  });
}

/** The facts of a stream of these messages, and whether it may end after them. */
function observe(messages: readonly StreamMessage[], options: Partial<StreamTapOptions> = {}) {
  const tap = createTap(options);
  for (const message of messages) tap.observe(message);
  return { ...tap.facts(), isComplete: tap.isComplete };
}

/** An event of an invoke stream: the vendor's JSON in base64. */
function composeChunk(event: object): StreamMessage {
  return composeEvent('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64') });
}

describe('a ConverseStream', () => {
  it('reports usage and resolved tier in its metadata', () => {
    const tap = createTap();
    tap.observe(DELTA);
    expect(tap.facts()).toMatchObject({ usage: undefined, resolvedTier: undefined });
    tap.observe(METADATA);
    const prompt = {
      inputTokens: 3,
      cacheReadInputTokens: 5,
      cacheWriteInputTokens: 6,
      cacheWriteOneHourInputTokens: 2,
    };
    expect(tap.facts()).toMatchObject({
      usage: { ...prompt, outputTokens: 4 },
      usageSoFar: { prompt, outputTokens: 4 },
      resolvedTier: 'flex',
      latencyMode: 'optimized',
      streamException: undefined,
    });
  });

  it.each([
    ['nothing', [], false],
    ['an event', [DELTA], false],
    ['its messageStop', [DELTA, STOP], true],
    ['its messageStop and metadata', [DELTA, STOP, METADATA], true],
    ['its metadata alone', [DELTA, METADATA], false],
    ['an exception', [DELTA, THROTTLED], true],
    ['a messageStop that was passed over', [DELTA, passOver(STOP)], true],
    ['a delta that was passed over', [DELTA, passOver(DELTA)], false],
    ['metadata that was passed over', [DELTA, passOver(METADATA)], false],
  ])('may end after %s: %s', (_, messages, isComplete) => {
    expect(observe(messages).isComplete).toBe(isComplete);
  });

  it.each([
    ['without metadata', [DELTA, STOP]],
    ['whose metadata was passed over', [DELTA, STOP, passOver(METADATA)]],
  ])('%s has an unknown usage', (_, messages) => {
    expect(observe(messages)).toMatchObject({
      usage: undefined,
      usageSoFar: {},
      resolvedTier: undefined,
      streamException: undefined,
      isComplete: true,
    });
  });

  it.each([
    [true, 'throttlingException', 'throttlingException'],
    [false, 'throttlingException', undefined],
  ])(
    'has an exception, first %s, and its message',
    (isFirst, streamException, openingException) => {
      expect(observe([{ ...THROTTLED, isFirst }])).toMatchObject({
        streamException,
        openingException,
        errorMessage: 'no',
      });
    },
  );

  it.each([
    ['its code', 'ThrottlingException', 'ThrottlingException'],
    ['its type if it has no code', '', 'error'],
  ])('names an error by %s', (_, name, streamException) => {
    const error = { messageType: 'error', name, errorMessage: 'slow', payload: Buffer.alloc(0) };
    expect(observe([{ ...error, isFirst: true }])).toMatchObject({
      streamException,
      openingException: streamException,
      errorMessage: 'slow',
    });
  });

  it.each(['{"usage":"much","serviceTier":7}', '[]', '{"usage":'])(
    'keeps what is known if its metadata is malformed: %s',
    (text) => {
      const metadata = { ...EVENT, name: 'metadata', payload: Buffer.from(text) };
      const headers = { 'x-amzn-bedrock-service-tier': 'flex' };
      expect(observe([STOP, metadata], { headers })).toMatchObject({
        usage: undefined,
        resolvedTier: 'flex',
        isComplete: true,
      });
    },
  );
});

describe('an invoke stream', () => {
  const INVOKE = {
    readEvent: readInvokeEvent,
    headers: { 'x-amzn-bedrock-service-tier': 'priority' },
  };
  const CONTINUES = composeChunk({ generation: 'o', stop_reason: null });
  const ENDS = composeChunk({ generation: 'k', stop_reason: 'stop' });
  const FOREIGN = composeChunk({ words: 'o' });

  it('reports its resolved tier before its first chunk', () => {
    expect(observe([], INVOKE).resolvedTier).toBe('priority');
  });

  it.each([
    ['nothing', [], false],
    ['a chunk that is not the last', [CONTINUES], false],
    ['the last chunk', [CONTINUES, ENDS], true],
    ['a chunk after the last', [ENDS, CONTINUES], true],
    ['chunks of an unknown form', [FOREIGN, FOREIGN], true],
    ['a chunk of an unknown form among others', [CONTINUES, FOREIGN], false],
    ['a chunk that was passed over', [CONTINUES, passOver(CONTINUES)], true],
    ['another chunk than the one that was passed over', [passOver(ENDS), CONTINUES], false],
    ['an exception', [CONTINUES, THROTTLED], true],
  ])('may end after %s: %s', (_, messages, isComplete) => {
    expect(observe(messages, INVOKE).isComplete).toBe(isComplete);
  });

  it('reports usage in its headers and its chunks; a later count replaces an earlier one', () => {
    const headers = {
      'x-amzn-bedrock-input-token-count': '3',
      'x-amzn-bedrock-output-token-count': '4',
    };
    const late = composeChunk({ usage: { output_tokens: 9 }, stop_reason: 'stop' });
    const tap = createTap({ ...INVOKE, headers });
    expect(tap.facts()).toMatchObject({
      usage: undefined,
      usageSoFar: { prompt: { inputTokens: 3 }, outputTokens: 4 },
    });
    tap.observe(late);
    expect(tap.facts().usage).toMatchObject({ inputTokens: 3, outputTokens: 9 });
  });

  it('knows what it has reported so far, which is no usage until it ends', () => {
    const usage = { input_tokens: 900, cache_read_input_tokens: 80, output_tokens: 1 };
    const start = composeChunk({ type: 'message_start', message: { usage } });
    expect(observe([start], INVOKE)).toMatchObject({
      usage: undefined,
      usageSoFar: { prompt: { inputTokens: 900, cacheReadInputTokens: 80 }, outputTokens: 1 },
      isComplete: false,
    });
  });

  it('counts a token for each byte of text since the output was last counted', () => {
    const usage = { input_tokens: 900, output_tokens: 1 };
    const messages = [
      { type: 'message_start', message: { usage } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Größe' } },
      { type: 'content_block_delta', index: 1, delta: { partial_json: '{"a":' } },
    ].map(composeChunk);
    expect(observe(messages, INVOKE)).toMatchObject({ usageSoFar: { outputTokens: 1 + 7 + 5 } });
    const counted = composeChunk({ type: 'message_delta', usage: { output_tokens: 4 } });
    expect(observe([...messages, counted], INVOKE)).toMatchObject({
      usageSoFar: { outputTokens: 4 },
    });
  });

  it.each([
    {},
    { cache_creation: {} },
    { cache_creation: { ephemeral_5m_input_tokens: null, ephemeral_1h_input_tokens: null } },
    { input_tokens: 7, cache_creation_input_tokens: 9, cache_creation: {} },
  ])('keeps the one-hour writes of its start where its end reports %j', (repeated) => {
    const cache_creation = { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 8 };
    const usage = { input_tokens: 7, cache_creation_input_tokens: 9, cache_creation };
    const messages = [
      { type: 'message_start', message: { usage } },
      { type: 'message_delta', usage: { ...repeated, output_tokens: 4 } },
      { type: 'message_stop' },
    ].map(composeChunk);
    expect(observe(messages, INVOKE).usage).toEqual({
      inputTokens: 7,
      outputTokens: 4,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 9,
      cacheWriteOneHourInputTokens: 8,
    });
  });

  it.each([
    [
      'Claude’s',
      { type: 'message_start', message: { usage: { input_tokens: 7, output_tokens: 1 } } },
      { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Guten' } },
      { type: 'message_stop' },
      { 'amazon-bedrock-invocationMetrics': { inputTokenCount: 7, outputTokenCount: 3 } },
    ],
    [
      'OpenAI’s',
      { choices: [{ delta: { content: 'a' } }], usage: { prompt_tokens: 7, completion_tokens: 1 } },
      { choices: [{ delta: { content: 'Guten' } }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
      { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } },
    ],
  ])('has an unknown usage at %s end until its output is counted', (_, start, text, end, count) => {
    const messages = [start, text, end].map((event) => composeChunk(event));
    expect(observe(messages, INVOKE)).toMatchObject({
      usage: undefined,
      usageSoFar: { prompt: { inputTokens: 7 }, outputTokens: 1 + 5 },
    });
    expect(observe([...messages, composeChunk(count)], INVOKE).usage).toMatchObject({
      inputTokens: 7,
      outputTokens: 3,
    });
  });

  it.each([
    ['1e308 output tokens', { output_tokens: 1e308 }],
    ['a negative count', { output_tokens: -1 }],
    ['a fraction', { output_tokens: 1.5 }],
    ['a text', { output_tokens: '9' }],
  ])('has an unknown usage after %s, until a plausible one replaces it', (_, usage) => {
    const start = composeChunk({ type: 'message_start', message: { usage: { input_tokens: 7 } } });
    const messages = [start, composeChunk({ type: 'message_delta', usage })];
    const stop = composeChunk({ type: 'message_stop' });
    expect(observe([...messages, stop], INVOKE)).toMatchObject({
      usage: undefined,
      usageSoFar: { prompt: { inputTokens: 7 } },
    });
    const delta = composeChunk({ type: 'message_delta', usage: { output_tokens: 9 } });
    expect(observe([...messages, delta, stop], INVOKE).usage).toMatchObject({
      inputTokens: 7,
      outputTokens: 9,
    });
  });
});

it.each([
  [readConverseEvent, [START, composeEvent('contentBlockStart', { start: {} })], DELTA],
  [
    readInvokeEvent,
    [composeChunk({ type: 'message_start', message: { id: 'msg_1', model: 'claude' } })],
    composeChunk({ type: 'content_block_delta', delta: { type: 'text_delta', text: 'ok' } }),
  ],
])('a stream has the time of its first piece and of no other event', (readEvent, before, piece) => {
  const clock = new FakeClock(100);
  const tap = createTap({ readEvent }, clock);
  for (const message of before) tap.observe(message);
  expect(tap.facts().firstTokenAt).toBeUndefined();
  clock.advance(20);
  tap.observe(piece);
  clock.advance(20);
  tap.observe(piece);
  expect(tap.facts().firstTokenAt).toBe(120);
});
