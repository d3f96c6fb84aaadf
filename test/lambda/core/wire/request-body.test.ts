import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeText, RequestBody } from '../../../../lambda/core/wire/request-body';

it.each([
  ['text', '{"a":"€"}', '{"a":"€"}', { a: '€' }],
  ['bytes', Buffer.from('{"a":"€"}'), '{"a":"€"}', { a: '€' }],
  ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0xff), '{\ufffd', {}],
  ['text that is not JSON', '{"a":', '{"a":', {}],
  ['JSON that is not an object', '[1]', '[1]', {}],
])('%s is read as text and as JSON', (_, received, text, json) => {
  const body = new RequestBody(received);
  expect(body.text).toBe(text);
  expect(body.json).toEqual(json);
});

it('has bytes as they were received, and encodes text once', () => {
  const bytes = Uint8Array.of(0xff, 0x00);
  expect(new RequestBody(bytes).bytes).toBe(bytes);
  const body = new RequestBody('"€"');
  expect(String(body.bytes)).toBe('"€"');
  expect(body.bytes).toBe(body.bytes);
});

it('is parsed and outlined once', () => {
  const body = new RequestBody('{"a":1}');
  expect(body.json).toBe(body.json);
  expect(body.outline).toMatchObject({ isJson: true, members: [{ name: 'a' }] });
  expect(body.outline).toBe(body.outline);
  const json = { read: 'before' };
  expect(new RequestBody('{"a":1}', json).json).toBe(json);
});

it('encodes the pieces of a text as their text would be encoded', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (pieces) => {
      expect(encodeText(pieces)).toEqual(Buffer.from(pieces.join('')));
    }),
  );
});
