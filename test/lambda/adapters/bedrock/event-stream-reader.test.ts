import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EventStreamReader } from '../../../../lambda/adapters/bedrock/event-stream-reader';
import {
  encodeEvent,
  encodeException,
  encodeFrame,
  encodeTypedFrame,
  OTHER_HEADERS,
} from './encode-frame';

const STREAM = Buffer.concat([
  encodeEvent('messageStart', { role: 'assistant' }),
  encodeEvent('contentBlockDelta', { delta: { text: '12,50 €' } }),
  encodeFrame({ ':message-type': 'event', ':event-type': 'empty' }, ''),
  encodeException('throttlingException'),
]);
const LATER_MESSAGES = [
  'event messageStart {"role":"assistant"}',
  'event contentBlockDelta {"delta":{"text":"12,50 €"}}',
  'event empty ',
  'exception throttlingException {"message":"no"}',
];
const [FIRST, ...OTHERS] = LATER_MESSAGES;
const MESSAGES = [`first ${FIRST}`, ...OTHERS];

function createReader() {
  const messages: string[] = [];
  const reader = new EventStreamReader(({ messageType, name, payload, isFirst }) =>
    messages.push(`${isFirst ? 'first ' : ''}${messageType} ${name} ${payload?.toString('utf8')}`),
  );
  return { reader, messages };
}

it.each([1, 2, 11, 12, 13, 64, 100, 10_000])('reads chunks of %i bytes', (size) => {
  const { reader, messages } = createReader();
  for (let start = 0; start < STREAM.length; start += size) {
    reader.push(STREAM.subarray(start, start + size));
  }
  expect(messages).toEqual(MESSAGES);
  expect(reader.end()).toBe(true);
  expect(reader.fault).toBeUndefined();
});

it('keeps nothing of a chunk whose memory is used again', () => {
  const { reader, messages } = createReader();
  const chunk = Buffer.from(STREAM.subarray(0, 40));
  reader.push(chunk);
  chunk.fill(0);
  reader.push(STREAM.subarray(40));
  expect(messages).toEqual(MESSAGES);
});

it('reads a view of a larger memory', () => {
  const { reader, messages } = createReader();
  const around = Buffer.concat([Buffer.from('before'), STREAM, Buffer.from('after')]);
  reader.push(new Uint8Array(around.buffer, around.byteOffset + 6, STREAM.length));
  expect(messages).toEqual(MESSAGES);
});

it.each([1, 12, 30])('is inside a message after %i bytes of one', (length) => {
  const { reader } = createReader();
  expect(reader.end()).toBe(true);
  reader.push(STREAM.subarray(0, length));
  expect(reader.end()).toBe(false);
});

it.each([
  ['nothing', [], false],
  ['a byte less than its first message', [encodeEvent('a', {}).subarray(0, -1)], false],
  ['its first message', [encodeEvent('a', {})], true],
  ['an exception', [encodeException('throttlingException')], true],
  ['something else', [Buffer.from('this is an error page')], false],
])('has met the first message after %s: %s', (_, chunks, hasSeenFirst) => {
  const { reader } = createReader();
  for (const chunk of chunks) reader.push(chunk);
  expect(reader.hasSeenFirst).toBe(hasSeenFirst);
});

describe('headers', () => {
  const EVENT = {
    ':message-type': { type: 'string', value: 'event' },
    ':event-type': { type: 'string', value: 'metadata' },
  } as const;
  const names = Object.keys(OTHER_HEADERS);

  it.each(names)('are read behind one named %s', (name) => {
    const { reader, messages } = createReader();
    const other = { type: 'boolean', value: true, ...OTHER_HEADERS[name] } as const;
    reader.push(encodeTypedFrame({ [name]: other, ...EVENT }, '{}'));
    expect(messages).toEqual(['first event metadata {}']);
  });

  it.each([
    ['before', { ...OTHER_HEADERS, ...EVENT }],
    ['after', { ...EVENT, ...OTHER_HEADERS }],
    ['in another order', Object.fromEntries(Object.entries(EVENT).toReversed())],
  ])('of every type are read, %s the names', (_, headers) => {
    const { reader, messages } = createReader();
    reader.push(encodeTypedFrame(headers, '{}'));
    expect(messages).toEqual(['first event metadata {}']);
  });

  it.each([
    [
      'the name of an exception',
      { ...EVENT, ':exception-type': { type: 'string', value: 'no' } },
      'first event metadata {}',
    ],
    [
      'the code of an error',
      {
        ':error-code': { type: 'string', value: 'ThrottlingException' },
        ':message-type': { type: 'string', value: 'error' },
      },
      'first error ThrottlingException {}',
    ],
  ] as const)('may be %s', (_, headers, message) => {
    const { reader, messages } = createReader();
    reader.push(encodeTypedFrame(headers, '{}'));
    expect(messages).toEqual([message]);
  });
});

it.each([
  ['without headers', {}],
  ['of a type that is not text', { ':message-type': { type: 'byte', value: 1 } }],
  ['of a type that is not known', { ':message-type': { type: 'string', value: 'notice' } }],
] as const)('a message %s is passed over, and is not the first', (_, headers) => {
  const { reader, messages } = createReader();
  const ignored = encodeTypedFrame(headers, '{}');
  reader.push(ignored);
  expect(reader.hasSeenFirst).toBe(false);
  reader.push(Buffer.concat([encodeException('throttlingException'), ignored]));
  expect(messages).toEqual(['first exception throttlingException {"message":"no"}']);
});

describe('a message above a mebibyte', () => {
  const long = encodeEvent('metadata', { text: 'x'.repeat(1024 * 1024) });
  const stream = Buffer.concat([STREAM, long, STREAM]);
  const PASSED_OVER = 'event metadata undefined';

  it.each([1_000, 65_536, 10_000_000])('is passed over in chunks of %i bytes', (size) => {
    const { reader, messages } = createReader();
    for (let start = 0; start < stream.length; start += size) {
      reader.push(stream.subarray(start, start + size));
    }
    expect(messages).toEqual([...MESSAGES, PASSED_OVER, ...LATER_MESSAGES]);
    expect(reader.end()).toBe(true);
    expect(reader.fault).toBeUndefined();
  });

  it.each([1, 2, 3, 4, 5])('is passed over if its last %i bytes come later', (count) => {
    const { reader, messages } = createReader();
    reader.push(long.subarray(0, -count));
    for (const byte of long.subarray(-count)) reader.push(Buffer.of(byte));
    reader.push(STREAM);
    expect(messages).toEqual([`first ${PASSED_OVER}`, ...LATER_MESSAGES]);
    expect(reader.fault).toBeUndefined();
  });

  it('is known as soon as its headers are', () => {
    const { reader, messages } = createReader();
    const headersEnd = 12 + long.readUInt32BE(4);
    reader.push(long.subarray(0, headersEnd - 1));
    expect(reader.hasSeenFirst).toBe(false);
    reader.push(long.subarray(headersEnd - 1, headersEnd));
    expect(reader.hasSeenFirst).toBe(true);
    expect(messages).toEqual([`first ${PASSED_OVER}`]);
  });

  it('that stops in the middle is known', () => {
    const { reader } = createReader();
    reader.push(long.subarray(0, -1));
    expect(reader.end()).toBe(false);
  });
});

describe('a fault', () => {
  const flip = (bytes: Buffer, position: number) => {
    const flipped = Buffer.from(bytes);
    const place = position < 0 ? bytes.length + position : position;
    flipped.writeUInt8(flipped.readUInt8(place) ^ 1, place);
    return flipped;
  };
  const long = encodeEvent('metadata', { text: 'x'.repeat(1024 * 1024) });

  it.each([
    ['JSON', Buffer.from('{"message":"an error page"}')],
    ['HTML', Buffer.from('<!doctype html><title>503</title>')],
    ['a length of nothing', Buffer.alloc(16)],
    ['a length that a checksum does not fit', encodePrelude(12, 0)],
    ['headers longer than their message', encodePrelude(20, 5)],
    ['headers above 128 KiB', encodePrelude(0xff_ff_ff, 128 * 1024 + 1)],
    ['a wrong checksum of a prelude', flip(STREAM, 9)],
    ['a wrong checksum of a message', flip(encodeEvent('metadata', {}), -1)],
    ['a changed payload', flip(encodeEvent('metadata', {}), -6)],
    ['a changed header', flip(encodeEvent('metadata', {}), 14)],
    ['a wrong checksum of a long message', flip(long, -1)],
    ['a changed payload of a long message', flip(long, -5)],
    ['a header of an eleventh type', encodeRaw(Buffer.from([1, 0x61, 10]))],
    ['a header without a type', encodeRaw(Buffer.from([1, 0x61]))],
  ])('is %s; nothing after it is read', (_, bytes) => {
    const { reader, messages } = createReader();
    reader.push(Buffer.concat([STREAM, bytes]));
    reader.push(STREAM);
    expect(messages.slice(0, MESSAGES.length)).toEqual(MESSAGES);
    expect(messages.slice(MESSAGES.length)).not.toContain(FIRST);
    expect(reader.fault).toBeInstanceOf(Error);
    expect(reader.end()).toBe(true);
  });
});

/** A prelude whose checksum is true. */
function encodePrelude(length: number, headersLength: number): Buffer {
  const prelude = Buffer.alloc(32);
  prelude.writeUInt32BE(length, 0);
  prelude.writeUInt32BE(headersLength, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  return prelude;
}

/** A message with true checksums around any headers. */
function encodeRaw(headers: Buffer): Buffer {
  const message = Buffer.concat([
    encodePrelude(16 + headers.length, headers.length).subarray(0, 12),
    headers,
    Buffer.alloc(4),
  ]);
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4);
  return message;
}
