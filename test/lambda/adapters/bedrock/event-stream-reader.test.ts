import { describe, expect, it } from 'vitest';
import { EventStreamReader } from '../../../../lambda/adapters/bedrock/event-stream-reader';
import { encodeEvent, encodeException, encodeFrame } from './encode-frame';

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
    messages.push(`${isFirst ? 'first ' : ''}${messageType} ${name} ${payload.toString('utf8')}`),
  );
  return { reader, messages };
}

it.each([1, 2, 11, 12, 13, 64, 100, 10_000])('reads chunks of %i bytes', (size) => {
  const { reader, messages } = createReader();
  for (let start = 0; start < STREAM.length; start += size) {
    reader.push(STREAM.subarray(start, start + size));
  }
  expect(messages).toEqual(MESSAGES);
  expect(reader.isInsideMessage).toBe(false);
  expect(reader.isReadable).toBe(true);
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
  expect(reader.isInsideMessage).toBe(false);
  reader.push(STREAM.subarray(0, length));
  expect(reader.isInsideMessage).toBe(true);
});

it.each([
  ['nothing', [], false],
  ['a byte less than its first message', [encodeEvent('a', {}).subarray(0, -1)], false],
  ['its first message', [encodeEvent('a', {})], true],
  ['an exception', [encodeException('throttlingException')], true],
  ['something else', [Buffer.from('this is an error page')], true],
  ['too little to be anything', [Buffer.from('this is')], false],
])('has met the first message after %s: %s', (_, chunks, hasSeenFirst) => {
  const { reader } = createReader();
  for (const chunk of chunks) reader.push(chunk);
  expect(reader.hasSeenFirst).toBe(hasSeenFirst);
});

describe('a message above a mebibyte', () => {
  const long = encodeEvent('contentBlockDelta', { text: 'x'.repeat(1024 * 1024) });
  const stream = Buffer.concat([STREAM, long, STREAM]);

  it.each([1_000, 65_536, 10_000_000])('is passed over in chunks of %i bytes', (size) => {
    const { reader, messages } = createReader();
    for (let start = 0; start < stream.length; start += size) {
      reader.push(stream.subarray(start, start + size));
    }
    expect(messages).toEqual([...MESSAGES, ...LATER_MESSAGES]);
    expect(reader.isInsideMessage).toBe(false);
  });

  it('is the first if the stream begins with it', () => {
    const { reader, messages } = createReader();
    reader.push(Buffer.concat([long, STREAM]));
    expect(messages).toEqual(LATER_MESSAGES);
    expect(reader.hasSeenFirst).toBe(true);
  });

  it('that stops in the middle is known', () => {
    const { reader } = createReader();
    reader.push(long.subarray(0, -1));
    expect(reader.isInsideMessage).toBe(true);
  });
});

describe('what is no event stream', () => {
  const flipped = Buffer.from(STREAM);
  flipped.writeUInt8(flipped.readUInt8(9) ^ 1, 9);

  it.each([
    ['JSON', Buffer.from('{"message":"an error page"}')],
    ['a prelude whose checksum is wrong', flipped],
    ['a length below the least', Buffer.alloc(16)],
  ])('%s is not read, and nothing after it', (_, bytes) => {
    const { reader, messages } = createReader();
    reader.push(bytes);
    reader.push(STREAM);
    expect(messages).toEqual([]);
    expect(reader.isReadable).toBe(false);
    expect(reader.isInsideMessage).toBe(false);
  });

  it('keeps what was read before it', () => {
    const { reader, messages } = createReader();
    reader.push(Buffer.concat([STREAM, Buffer.from('garbage, garbage')]));
    expect(messages).toEqual(MESSAGES);
    expect(reader.isReadable).toBe(false);
  });
});
