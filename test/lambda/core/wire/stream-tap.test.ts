import { describe, expect, it } from 'vitest';
import {
  type StreamMessage,
  StreamTap,
  type StreamTapOptions,
} from '../../../../lambda/core/wire/stream-tap';
import { FakeClock } from '../../../fakes/fake-clock';

const EVENT = { messageType: 'event', isFirst: false } as const;

function composeEvent(name: string, payload: object): StreamMessage {
  return { ...EVENT, name, payload: Buffer.from(JSON.stringify(payload)) };
}

const START = composeEvent('messageStart', { role: 'assistant' });
const DELTA = composeEvent('contentBlockDelta', { delta: { text: 'ok' } });
const METADATA = composeEvent('metadata', {
  usage: { inputTokens: 3, outputTokens: 4, cacheReadInputTokens: 5, cacheWriteInputTokens: 6 },
  serviceTier: { type: 'flex' },
});
const THROTTLED: StreamMessage = {
  messageType: 'exception',
  name: 'throttlingException',
  payload: Buffer.from('{"message":"no"}'),
  isFirst: false,
};

function createTap(options: Partial<StreamTapOptions> = {}, clock = new FakeClock()) {
  return new StreamTap({ headers: {}, endsInMetadata: true, clock: clock.read, ...options });
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
    expect(tap.facts()).toMatchObject({
      usage: { inputTokens: 3, outputTokens: 4, cacheReadInputTokens: 5, cacheWriteInputTokens: 6 },
      resolvedTier: 'flex',
      streamException: undefined,
    });
  });

  it('has the time of its first token and of no other', () => {
    const clock = new FakeClock(100);
    const tap = createTap({}, clock);
    tap.observe(START);
    expect(tap.facts().firstTokenAt).toBeUndefined();
    clock.advance(20);
    tap.observe(DELTA);
    clock.advance(20);
    tap.observe(DELTA);
    expect(tap.facts().firstTokenAt).toBe(120);
  });

  it.each([
    ['nothing', [], false],
    ['an event', [DELTA], false],
    ['its metadata', [DELTA, METADATA], true],
    ['an exception', [DELTA, THROTTLED], true],
  ])('may end after %s: %s', (_, messages, isComplete) => {
    const tap = createTap();
    for (const message of messages) tap.observe(message);
    expect(tap.isComplete).toBe(isComplete);
  });

  it.each([
    [true, 'throttlingException', 'throttlingException'],
    [false, 'throttlingException', undefined],
  ])(
    'has an exception, first %s, and its message',
    (isFirst, streamException, openingException) => {
      const tap = createTap();
      tap.observe({ ...THROTTLED, isFirst });
      expect(tap.facts()).toMatchObject({ streamException, openingException, errorMessage: 'no' });
    },
  );

  it('names an exception without a name by its type', () => {
    const tap = createTap();
    tap.observe({ ...THROTTLED, messageType: 'error', name: '' });
    expect(tap.facts().streamException).toBe('error');
  });

  it.each(['{"usage":"much","serviceTier":7}', '[]', '{"usage":'])(
    'keeps what is known if its metadata is malformed: %s',
    (text) => {
      const tap = createTap({ headers: { 'x-amzn-bedrock-service-tier': 'flex' } });
      tap.observe({ ...EVENT, name: 'metadata', payload: Buffer.from(text) });
      expect(tap.facts()).toMatchObject({ usage: undefined, resolvedTier: 'flex' });
      expect(tap.isComplete).toBe(true);
    },
  );
});

describe('an invoke stream', () => {
  const INVOKE = { endsInMetadata: false, headers: { 'x-amzn-bedrock-service-tier': 'priority' } };

  it('reports its resolved tier before its first chunk', () => {
    expect(createTap(INVOKE).facts().resolvedTier).toBe('priority');
  });

  it('reports usage in its headers, if they have it', () => {
    const headers = {
      'x-amzn-bedrock-input-token-count': '3',
      'x-amzn-bedrock-output-token-count': '4',
    };
    expect(createTap({ endsInMetadata: false, headers }).facts().usage).toMatchObject({
      inputTokens: 3,
      outputTokens: 4,
    });
  });

  it('reports usage in its last chunk', () => {
    const tap = createTap(INVOKE);
    tap.observe(composeChunk({ type: 'content_block_delta' }));
    expect(tap.facts().usage).toBeUndefined();
    const counts = { inputTokenCount: 3, outputTokenCount: 4 };
    tap.observe(composeChunk({ type: 'message_stop', 'amazon-bedrock-invocationMetrics': counts }));
    tap.observe(composeEvent('another', {}));
    expect(tap.facts().usage).toEqual({
      inputTokens: 3,
      outputTokens: 4,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 0,
    });
  });

  it.each([
    ['no base64 of JSON', { bytes: '####' }],
    ['no bytes', {}],
    ['bytes of another type', { bytes: 7 }],
  ])('has no usage if its last chunk has %s', (_, payload) => {
    const tap = createTap(INVOKE);
    tap.observe(composeEvent('chunk', payload));
    expect(tap.facts().usage).toBeUndefined();
  });

  it('may end after any message', () => {
    expect(createTap(INVOKE).isComplete).toBe(true);
  });
});
