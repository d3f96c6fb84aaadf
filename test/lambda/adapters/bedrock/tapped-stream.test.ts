import { describe, expect, it } from 'vitest';
import { openMessageReader } from '../../../../lambda/adapters/bedrock/message-reader';
import { startTappedStream } from '../../../../lambda/adapters/bedrock/tapped-stream';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { BedrockAction } from '../../../../lambda/core/wire/bedrock-action';
import { findWire } from '../../../../lambda/core/wire/find-wire';
import { encodeEvent, encodeException } from './encode-frame';

const START = encodeEvent('messageStart', { role: 'assistant' });
const DELTA = encodeEvent('contentBlockDelta', { delta: { text: 'ok' } });
const STOP = encodeEvent('messageStop', { stopReason: 'end_turn' });
const METADATA = encodeEvent('metadata', { usage: { inputTokens: 3, outputTokens: 4 } });
const THROTTLED = encodeException('throttlingException');
const LONG = encodeEvent('metadata', { trace: 'o'.repeat(1024 * 1024) });
const CHUNK = encodeChunk({ generation: 'ok', stop_reason: null });
const LAST_CHUNK = encodeChunk({ generation: '', stop_reason: 'stop' });
const NO_EVENT_STREAM = Buffer.from('this is an error page');

/** A tapped stream of the given chunks, an error among them being thrown, and how much of its source was taken. */
function start(
  chunks: readonly (Uint8Array | Error)[],
  action: BedrockAction = 'converse-stream',
  { signal } = new AbortController(),
) {
  const source = { taken: 0, isClosed: false };
  const tap = findWire(action).openTap({}, () => 0);
  const reader = openMessageReader(action, (message) => tap.observe(message));
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
  return { source, tap, starting: startTappedStream(send(), { reader, tap, signal }) };
}

/** An event of an invoke stream: the vendor's JSON in base64. */
function encodeChunk(event: object): Buffer {
  return encodeEvent('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64') });
}

async function take(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a stream', () => {
  it('starts with its first complete message, and waits for nothing more', async () => {
    const bytes = [...START].map((byte) => Buffer.of(byte));
    const { source, tap, starting } = start([...bytes, DELTA, STOP, METADATA]);
    const stream = await starting;
    expect(source.taken).toBe(START.length);
    expect(tap.facts().usage).toBeUndefined();
    expect(await take(stream)).toEqual(Buffer.concat([START, DELTA, STOP, METADATA]));
    expect(tap.facts()).toMatchObject({
      usage: { inputTokens: 3, outputTokens: 4 },
      openingException: undefined,
      streamException: undefined,
    });
  });

  it('starts with the headers of a message that is too long to be read', async () => {
    const { source, starting } = start([LONG.subarray(0, 100), LONG.subarray(100)]);
    await starting;
    expect(source.taken).toBe(1);
  });

  it.each(['converse-stream', 'invoke-with-response-stream'] as const)(
    'of %s that is none does not start',
    async (action) => {
      for (const chunks of [
        [],
        [START.subarray(0, 50)],
        [Buffer.from('{}')],
        [NO_EVENT_STREAM, START],
        [Buffer.concat([START, NO_EVENT_STREAM])],
      ]) {
        const { source, starting } = start(chunks, action);
        await expect(starting).rejects.toMatchObject({ code: 'stream-broken' });
        expect(source.isClosed).toBe(true);
      }
    },
  );

  it.each([
    ['without messageStop', [DELTA], true],
    ['with messageStop', [DELTA, STOP], false],
    ['with messageStop and metadata', [DELTA, STOP, METADATA], false],
    ['with metadata that is too long to be read', [DELTA, STOP, LONG], false],
    ['with metadata alone', [DELTA, METADATA], true],
    ['with an exception', [DELTA, THROTTLED], false],
    ['inside a message', [DELTA, STOP, METADATA.subarray(0, 20)], true],
    ['inside a message that is too long to be read', [DELTA, STOP, LONG.subarray(0, -1)], true],
    ['with something that is not an event stream', [DELTA, STOP, NO_EVENT_STREAM], true],
  ])('that ends %s is broken: %s', async (_, chunks, isBroken) => {
    const taking = take(await start(chunks).starting);
    if (isBroken) await expect(taking).rejects.toMatchObject({ code: 'stream-broken' });
    else expect(await taking).toEqual(Buffer.concat(chunks));
  });

  it.each([
    ['after a chunk that is not the last', [CHUNK], true],
    ['after the last chunk', [CHUNK, LAST_CHUNK], false],
    ['after chunks of an unknown form', [encodeChunk({ words: 'ok' })], false],
    ['inside a message', [CHUNK, LAST_CHUNK, CHUNK.subarray(0, 20)], true],
  ])('of an invoke call that ends %s is broken: %s', async (_, chunks, isBroken) => {
    const taking = take(await start(chunks, 'invoke-with-response-stream').starting);
    if (isBroken) await expect(taking).rejects.toMatchObject({ code: 'stream-broken' });
    else expect(await taking).toEqual(Buffer.concat(chunks));
  });

  it('passes on the chunk with a fault as it is, and nothing after it', async () => {
    const chunks = [DELTA, Buffer.concat([DELTA, NO_EVENT_STREAM]), STOP];
    const { source, starting } = start(chunks);
    const taken: Uint8Array[] = [];
    const taking = (async () => {
      for await (const chunk of await starting) taken.push(chunk);
    })();
    await expect(taking).rejects.toMatchObject({
      code: 'stream-broken',
      cause: { message: 'the checksum of a prelude is wrong' },
    });
    expect(taken).toEqual(chunks.slice(0, 2));
    expect(source.isClosed).toBe(true);
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
    const { source, starting } = start([START, DELTA, STOP, METADATA]);
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
