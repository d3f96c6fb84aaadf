import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { encodeText, RequestBody } from '../../../../lambda/core/wire/request-body';
import { arbitraryObjectText } from '../json/arbitrary-json-text';

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
});

it('reads single members as the whole body has them', () => {
  fc.assert(
    fc.property(arbitraryObjectText, (text) => {
      const body = new RequestBody(text);
      const names = Object.keys(body.json);
      expect(new RequestBody(text).pick(...names, 'none of them')).toEqual(body.json);
      for (const name of names) expect(new RequestBody(text).read(name)).toEqual(body.json[name]);
    }),
  );
});

it.each([
  ['{"a":1,"b":[2]}', 1],
  ['{"a":1,"a":{"c":1},"b":2}', { c: 1 }],
  [String.raw`{"\u0061":null}`, null],
  ['{"b":{"a":1}}', undefined],
  ['[{"a":1}]', undefined],
  ['{"a":1', undefined],
  [`{"a":1,"b":${'['.repeat(300)}${']'.repeat(300)}}`, undefined],
])('reads the last member of a name, if it has one: %s', (text, value) => {
  const body = new RequestBody(text);
  expect(body.read('a')).toEqual(value);
  expect(body.has('a')).toBe(value !== undefined);
  expect(body.pick('a')).toEqual(value === undefined ? {} : { a: value });
});

it('parses no other member than the one that is asked for, and that one once', () => {
  const parse = vi.spyOn(JSON, 'parse');
  onTestFinished(() => parse.mockRestore());
  const body = new RequestBody('{"a":[1],"b":[2]}');
  expect([body.read('b'), body.read('b')]).toEqual([[2], [2]]);
  expect(parse.mock.calls.map(([text]) => text)).toEqual(['[2]']);
});

it('encodes the pieces of a text as their text would be encoded', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (pieces) => {
      expect(encodeText(pieces)).toEqual(Buffer.from(pieces.join('')));
    }),
  );
});
