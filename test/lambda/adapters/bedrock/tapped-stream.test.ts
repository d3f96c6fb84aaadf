import { describe, expect, it } from 'vitest';
import { startTappedStream } from '../../../../lambda/adapters/bedrock/tapped-stream';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { BedrockAction } from '../../../../lambda/core/wire/bedrock-action';
import { findWire } from '../../../../lambda/core/wire/find-wire';
import { encodeEvent, encodeException, encodeFrame } from './encode-frame';

const START = encodeEvent('messageStart', { role: 'assistant' });
const DELTA = encodeEvent('contentBlockDelta', { delta: { text: 'ok' } });
const METADATA = encodeEvent('metadata', { usage: { inputTokens: 3, outputTokens: 4 } });
const THROTTLED = encodeException('throttlingException');
const LONG = encodeFrame({ ':message-type': 'event' }, 'o'.repeat(1024 * 1024));
const NO_EVENT_STREAM = Buffer.from('this is an error page');

/** A tapped stream of the given chunks, an error among them being thrown, and how much of its source was taken. */
function start(
  chunks: readonly (Uint8Array | Error)[],
  action: BedrockAction = 'converse-stream',
  { signal } = new AbortController(),
) {
  const source = { taken: 0, isClosed: false };
  const tap = findWire(action).openTap({}, () => 0);
  async function* send(): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of chunks) {
        source.taken += 1;
        if (chunk instanceof Error) throw chunk;
        yield chunk;
      }
    } finally {
      source.isClosed = true;
    }
  }
  return { source, tap, starting: startTappedStream(send(), tap, signal) };
}

async function take(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a stream', () => {
  it('starts with its first complete message, and waits for nothing more', async () => {
    const bytes = [...START].map((byte) => Buffer.of(byte));
    const { source, tap, starting } = start([...bytes, DELTA, METADATA]);
    const stream = await starting;
    expect(source.taken).toBe(START.length);
    expect(tap.facts().usage).toBeUndefined();
    expect(await take(stream)).toEqual(Buffer.concat([START, DELTA, METADATA]));
    expect(tap.facts()).toMatchObject({
      usage: { inputTokens: 3, outputTokens: 4 },
      openingException: undefined,
      streamException: undefined,
    });
  });

  it.each([
    ['a message that is too long to be read', LONG.subarray(0, 100)],
    ['something that is not an event stream', NO_EVENT_STREAM],
  ])('starts at once with %s', async (_, chunk) => {
    const { source, starting } = start([chunk, chunk]);
    await starting;
    expect(source.taken).toBe(1);
  });

  it('passes on what is not an event stream', async () => {
    expect(await take(await start([NO_EVENT_STREAM]).starting)).toEqual(NO_EVENT_STREAM);
  });

  it.each([
    ['nothing', []],
    ['half a message', [START.subarray(0, 50)]],
  ])('that ends after %s does not start', async (_, chunks) => {
    await expect(start(chunks).starting).rejects.toMatchObject({ code: 'stream-broken' });
  });

  it.each([
    ['without metadata', [DELTA], true],
    ['with metadata', [DELTA, METADATA], false],
    ['with an exception', [DELTA, THROTTLED], false],
    ['inside a message', [DELTA, METADATA.subarray(0, 20)], true],
    ['inside a message after its metadata', [METADATA, DELTA.subarray(0, 20)], true],
    ['with something that is not an event stream', [DELTA, NO_EVENT_STREAM], false],
  ])('that ends %s is broken: %s', async (_, chunks, isBroken) => {
    const taking = take(await start(chunks).starting);
    if (isBroken) await expect(taking).rejects.toMatchObject({ code: 'stream-broken' });
    else expect(await taking).toEqual(Buffer.concat(chunks));
  });

  it.each([
    ['after any message', [], false],
    ['after its first message', [DELTA], false],
    ['inside a message', [DELTA, DELTA.subarray(0, 20)], true],
  ])('of an invoke call may end %s, broken: %s', async (_, chunks, isBroken) => {
    const taking = take(await start(chunks, 'invoke-with-response-stream').starting);
    if (isBroken) await expect(taking).rejects.toMatchObject({ code: 'stream-broken' });
    else expect(await taking).toEqual(Buffer.concat(chunks));
  });

  it('is broken by the failure of its source, whose error is the cause', async () => {
    const cause = new Error('ECONNRESET');
    const stream = await start([START, cause]).starting;
    await expect(take(stream)).rejects.toMatchObject({ code: 'stream-broken', cause });
  });

  it('throws the reason of a signal that has ended its source', async () => {
    const client = new AbortController();
    const reason = new RouterError('client-gone', 'the client closed the connection');
    const { starting } = start([START, new Error('aborted')], 'converse-stream', client);
    const stream = await starting;
    client.abort(reason);
    await expect(take(stream)).rejects.toBe(reason);
  });

  it.each([0, 1])('closes its source if its reader stops after chunk %i', async (last) => {
    const { source, starting } = start([START, DELTA, METADATA]);
    let taken = 0;
    for await (const _ of await starting) if (taken++ === last) break;
    expect(source.isClosed).toBe(true);
    expect(source.taken).toBe(last + 1);
  });
});

describe('an exception', () => {
  it.each(['converse-stream', 'invoke-with-response-stream'] as const)(
    'that opens a stream of %s is known before the stream is read, and stays in it',
    async (action) => {
      const { tap, starting } = start([THROTTLED.subarray(0, 70), THROTTLED.subarray(70)], action);
      const stream = await starting;
      expect(tap.facts()).toMatchObject({
        openingException: 'throttlingException',
        streamException: 'throttlingException',
        errorMessage: 'no',
      });
      expect(await take(stream)).toEqual(THROTTLED);
    },
  );

  it.each([
    ['another event', START],
    ['a message that is too long to be read', LONG],
  ])('behind %s opens nothing, be it in the same chunk', async (_, before) => {
    const { tap, starting } = start([Buffer.concat([before, THROTTLED])]);
    await take(await starting);
    expect(tap.facts()).toMatchObject({
      openingException: undefined,
      streamException: 'throttlingException',
    });
  });
});
