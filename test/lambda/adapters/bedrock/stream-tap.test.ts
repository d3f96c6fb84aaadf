import { describe, expect, it } from 'vitest';
import { StreamTap, type StreamTapOptions } from '../../../../lambda/adapters/bedrock/stream-tap';
import { FakeClock } from '../../../fakes/fake-clock';
import { encodeEvent, encodeException } from './encode-frame';

const DELTA = encodeEvent('contentBlockDelta', { delta: { text: 'ok' } });
const METADATA = encodeEvent('metadata', {
  usage: { inputTokens: 3, outputTokens: 4, cacheReadInputTokens: 5, cacheWriteInputTokens: 6 },
  serviceTier: { type: 'flex' },
});

function createTap(options: Partial<StreamTapOptions> = {}, clock = new FakeClock()) {
  return new StreamTap({ headers: {}, endsInMetadata: true, clock: clock.read, ...options });
}

/** An event of an invoke stream: the vendor's JSON in base64. */
function encodeChunk(event: object): Buffer {
  return encodeEvent('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64') });
}

describe('a ConverseStream', () => {
  it('tells usage and resolved tier in its metadata', () => {
    const tap = createTap();
    tap.push(DELTA);
    expect(tap.facts()).toMatchObject({ usage: undefined, resolvedTier: undefined });
    tap.push(METADATA);
    expect(tap.facts()).toMatchObject({
      usage: { inputTokens: 3, outputTokens: 4, cacheReadInputTokens: 5, cacheWriteInputTokens: 6 },
      resolvedTier: 'flex',
      streamException: undefined,
    });
  });

  it('tells the time of its first token and of no other', () => {
    const clock = new FakeClock(100);
    const tap = createTap({}, clock);
    tap.push(encodeEvent('messageStart', { role: 'assistant' }));
    expect(tap.facts().firstTokenAt).toBeUndefined();
    clock.advance(20);
    tap.push(DELTA);
    clock.advance(20);
    tap.push(DELTA);
    expect(tap.facts().firstTokenAt).toBe(120);
  });

  it.each([
    ['without metadata', [DELTA], true],
    ['with metadata', [DELTA, METADATA], false],
    ['with an exception', [DELTA, encodeException('throttlingException')], false],
    ['inside a message', [DELTA, METADATA.subarray(0, 20)], true],
    ['with half a message behind its metadata', [METADATA, DELTA.subarray(0, 20)], true],
    ['before its first message', [], true],
    ['as something else', [Buffer.from('this is an error page')], false],
  ])('that ends %s: cut off %s', (_, chunks, isCutOff) => {
    const tap = createTap();
    for (const chunk of chunks) tap.push(chunk);
    expect(tap.isCutOff()).toBe(isCutOff);
  });

  it.each([
    ['first', [], 'modelStreamErrorException'],
    ['later', [DELTA], undefined],
  ])('tells the exception that it carries %s, and its words', (_, before, openingException) => {
    const tap = createTap();
    tap.push(Buffer.concat([...before, encodeException('modelStreamErrorException')]));
    expect(tap.facts()).toMatchObject({
      streamException: 'modelStreamErrorException',
      openingException,
      errorMessage: 'no',
    });
  });

  it.each([
    ['nothing', [], false],
    ['a byte less than its first message', [DELTA.subarray(0, -1)], false],
    ['its first message', [DELTA], true],
    ['an exception', [encodeException('throttlingException')], true],
    ['something else', [Buffer.from('this is an error page')], true],
    ['too little to be anything', [Buffer.from('this is')], false],
  ])('has opened after %s: %s', (_, chunks, hasOpened) => {
    const tap = createTap();
    for (const chunk of chunks) tap.push(chunk);
    expect(tap.hasOpened).toBe(hasOpened);
  });

  it('keeps what it knows where metadata is malformed', () => {
    const tap = createTap({ headers: { 'x-amzn-bedrock-service-tier': 'flex' } });
    tap.push(encodeEvent('metadata', { usage: 'much', serviceTier: 7 }));
    expect(tap.facts()).toMatchObject({ usage: undefined, resolvedTier: 'flex' });
    expect(tap.isCutOff()).toBe(false);
  });
});

describe('an invoke stream', () => {
  const INVOKE = { endsInMetadata: false, headers: { 'x-amzn-bedrock-service-tier': 'priority' } };

  it('tells its resolved tier before its first chunk', () => {
    expect(createTap(INVOKE).facts().resolvedTier).toBe('priority');
  });

  it('tells usage in its last chunk', () => {
    const tap = createTap(INVOKE);
    tap.push(encodeChunk({ type: 'content_block_delta' }));
    expect(tap.facts().usage).toBeUndefined();
    const counts = { inputTokenCount: 3, outputTokenCount: 4 };
    tap.push(encodeChunk({ type: 'message_stop', 'amazon-bedrock-invocationMetrics': counts }));
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
  ])('has no usage where its last chunk has %s', (_, payload) => {
    const tap = createTap(INVOKE);
    tap.push(encodeEvent('chunk', payload));
    expect(tap.facts().usage).toBeUndefined();
  });

  it('may end anywhere but inside a message', () => {
    const tap = createTap(INVOKE);
    tap.push(encodeChunk({ type: 'message_start' }));
    expect(tap.isCutOff()).toBe(false);
    tap.push(DELTA.subarray(0, 20));
    expect(tap.isCutOff()).toBe(true);
  });
});
