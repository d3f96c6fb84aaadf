import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMessageReader } from '../../../lambda/adapters/bedrock/message-reader';
import { startTappedStream } from '../../../lambda/adapters/bedrock/tapped-stream';
import { findWire } from '../../../lambda/core/wire/find-wire';
import { frameEvent, frameException } from '../../../local/bedrock/wire/event-stream-frame';
import { encodeTypedFrame, OTHER_HEADERS } from '../../lambda/adapters/bedrock/encode-frame';
import { FRAMES } from './frames';

const CONVERSE_STREAM = Buffer.concat(FRAMES);

const FAILED_STREAM = Buffer.concat([
  ...FRAMES.slice(0, 2),
  frameException('throttlingException', 'Too many tokens.'),
]);

const INVOKE_STREAM = Buffer.concat(
  [
    { type: 'content_block_delta', delta: { type: 'text_delta', text: 'ok' } },
    {
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 11, outputTokenCount: 7 },
    },
  ].map((event) => {
    const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
    return frameEvent({ type: 'chunk', payload: { bytes } }, 0.4);
  }),
);

const FACTS = {
  usage: undefined,
  usageSoFar: {},
  resolvedTier: undefined,
  latencyMode: undefined,
  errorMessage: undefined,
  streamException: undefined,
  openingException: undefined,
  firstTokenAt: 42,
};

const PROMPT = {
  inputTokens: 11,
  cacheReadInputTokens: 5,
  cacheWriteInputTokens: 0,
  cacheWriteOneHourInputTokens: 0,
};
const UNCACHED = { ...PROMPT, cacheReadInputTokens: 0 };

/** Pieces of any size, empty ones among them. */
function anyPieces(bytes: Buffer): fc.Arbitrary<Buffer[]> {
  const cut = fc.nat({ max: bytes.length });
  return fc.array(cut, { maxLength: 40 }).map((cuts) => {
    const places = [0, ...[...cuts].sort((one, other) => one - other), bytes.length];
    return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
  });
}

type StreamingAction = 'converse-stream' | 'invoke-with-response-stream';

/** The facts that a tap reads from a stream in pieces, and whether the stream is cut off. */
async function readStream(pieces: readonly Uint8Array[], action: StreamingAction) {
  const tap = findWire(action).openTap({}, () => 42);
  try {
    const { signal } = new AbortController();
    const reader = openMessageReader(action, (message) => tap.observe(message));
    const stream = await startTappedStream(lend(pieces), { reader, tap, signal });
    for await (const _ of stream);
    return { facts: tap.facts(), isCutOff: false };
  } catch (error) {
    expect(error).toMatchObject({ code: 'stream-broken' });
    return { facts: tap.facts(), isCutOff: true };
  }
}

/** Pieces in memory that is used again afterwards, as sockets may do. */
async function* lend(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    const lent = Buffer.from(piece);
    yield lent;
    lent.fill(0xff);
  }
}

describe('whatever the boundaries of its chunks', () => {
  it.each<[string, StreamingAction, Buffer, object]>([
    [
      'a converse stream',
      'converse-stream',
      CONVERSE_STREAM,
      {
        usage: { ...PROMPT, outputTokens: 7 },
        usageSoFar: { prompt: PROMPT, outputTokens: 7 },
        resolvedTier: 'flex',
      },
    ],
    [
      'a failed stream',
      'converse-stream',
      FAILED_STREAM,
      { streamException: 'throttlingException', errorMessage: 'Too many tokens.' },
    ],
    [
      'an invoke stream',
      'invoke-with-response-stream',
      INVOKE_STREAM,
      {
        usage: { ...UNCACHED, outputTokens: 7 },
        usageSoFar: { prompt: UNCACHED, outputTokens: 7 },
      },
    ],
  ])('%s has the same facts', async (_, action, bytes, facts) => {
    await fc.assert(
      fc.asyncProperty(anyPieces(bytes), async (pieces) => {
        expect(await readStream(pieces, action)).toEqual({
          facts: { ...FACTS, ...facts },
          isCutOff: false,
        });
      }),
    );
  });

  it('a stream that stops anywhere but after its messageStop or its metadata is cut off', async () => {
    const beforeMetadata = Buffer.concat(FRAMES.slice(0, -1)).length;
    const beforeStop = Buffer.concat(FRAMES.slice(0, -2)).length;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: CONVERSE_STREAM.length - 1 }), async (length) => {
        const pieces = [CONVERSE_STREAM.subarray(0, length)];
        expect(await readStream(pieces, 'converse-stream')).toMatchObject({
          facts: { usage: undefined },
          isCutOff: length !== beforeMetadata,
        });
      }),
      { examples: [[0], [beforeStop], [beforeMetadata], [CONVERSE_STREAM.length - 1]] },
    );
  });
});

it('a stream with any byte changed is cut off', async () => {
  const change = fc.tuple(
    fc.nat({ max: CONVERSE_STREAM.length - 1 }),
    fc.integer({ min: 1, max: 255 }),
  );
  await fc.assert(
    fc.asyncProperty(change, async ([place, difference]) => {
      const bytes = Buffer.from(CONVERSE_STREAM);
      bytes.writeUInt8(bytes.readUInt8(place) ^ difference, place);
      expect(await readStream([bytes], 'converse-stream')).toMatchObject({ isCutOff: true });
    }),
  );
});

it('headers of every type may stand in any order around the names of a message', async () => {
  const event = { type: 'string', value: 'event' } as const;
  const stop = { type: 'string', value: 'messageStop' } as const;
  const names = Object.entries({ ...OTHER_HEADERS, ':message-type': event, ':event-type': stop });
  const order = fc.shuffledSubarray(names, { minLength: names.length });
  await fc.assert(
    fc.asyncProperty(order, async (headers) => {
      const frame = encodeTypedFrame(Object.fromEntries(headers), '{}');
      const { isCutOff, facts } = await readStream([frame], 'converse-stream');
      expect([isCutOff, facts.streamException]).toEqual([false, undefined]);
    }),
  );
});

/** Bytes of nothing, and streams in which some bytes have been overwritten. */
const GARBAGE = fc.oneof(
  fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 }),
  fc
    .array(fc.tuple(fc.nat({ max: CONVERSE_STREAM.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 20,
    })
    .map((changes) => {
      const bytes = Buffer.from(CONVERSE_STREAM);
      for (const [place, value] of changes) bytes[place] = value;
      return [bytes];
    }),
  anyMessage().map((message) => [message]),
  anyEnvelope().map((message) => [message]),
);

it('a stream of any bytes ends or is cut off, and has no error of Bedrock', async () => {
  const action = fc.constantFrom<StreamingAction>('converse-stream', 'invoke-with-response-stream');
  await fc.assert(
    fc.asyncProperty(GARBAGE, action, async (pieces, name) => {
      expect((await readStream(pieces, name)).facts.errorMessage).toBeUndefined();
    }),
  );
});

/** A message with true checksums around headers and a payload that make no sense. */
function anyMessage(): fc.Arbitrary<Buffer> {
  const word = fc.oneof(fc.string(), fc.constantFrom('metadata', 'chunk', 'contentBlockDelta'));
  const bytes = fc.oneof(
    fc.json().map((text) => Buffer.from(text).toString('base64')),
    fc.string(),
  );
  const payload = fc.dictionary(
    fc.constantFrom('usage', 'serviceTier', 'bytes', 'type', '__proto__', 'p'),
    fc.oneof(fc.jsonValue(), bytes),
  );
  return fc
    .tuple(word, payload)
    .map(([type, members]) => Buffer.from(frameEvent({ type, payload: members }, 0)));
}

/** A prelude with a true checksum before anything at all. */
function anyEnvelope(): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.nat({ max: 0xff_ff }), fc.uint8Array({ maxLength: 400 }))
    .map(([headersLength, content]) => {
      const prelude = Buffer.alloc(12);
      prelude.writeUInt32BE(12 + content.length, 0);
      prelude.writeUInt32BE(headersLength % (content.length + 1), 4);
      prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
      return Buffer.concat([prelude, content]);
    });
}
