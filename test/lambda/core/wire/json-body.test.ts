import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonBody } from '../../../../lambda/core/wire/json-body';
import { arbitraryDamagedJsonText } from '../json/arbitrary-json-text';

describe('a Converse body', () => {
  const text = '{"messages":[],"a":"é"}';

  it.each([
    ['text', text],
    ['bytes', new TextEncoder().encode(text)],
  ])('is read from %s', (_, received) => {
    const body = readJsonBody(received);
    expect(body.text).toBe(text);
    expect(body.json).toEqual({ messages: [], a: 'é' });
  });
});

describe('a body that is not a Converse request', () => {
  it.each([
    ['a lone continuation byte', [0x80]],
    ['a character cut short', [0xc3]],
    ['Latin-1', [0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
  ])('is refused if it is not UTF-8: %s', (_, bytes) => {
    expect(() => readJsonBody(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({
        code: 'invalid-body',
        message: 'the body is not UTF-8; send a Converse request as JSON',
      }),
    );
  });

  it.each([
    ['arrays', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['a tier', `{"serviceTier":${'['.repeat(100_000)}`],
    ['objects without an end', '{"a":'.repeat(100_000)],
  ])('is refused if it is nested too deeply: %s', (_, text) => {
    expect(() => readJsonBody(text)).toThrow(
      expect.objectContaining({
        code: 'invalid-body',
        message: 'the body is nested more than 200 levels deep',
      }),
    );
  });

  it.each([
    [
      `{"a":{${'"b":1,'.repeat(10_000)}"b":1}}`,
      'the outer objects of the body have more than 10000 members',
    ],
    [
      `{"messages":[${'[],'.repeat(150_000)}[]]}`,
      'the body has more than 150000 arrays, objects, strings and members',
    ],
    [
      `{"serviceTier":{"type":"flex","a":[${'{"a":1},'.repeat(80_000)}1]}}`,
      'the body has more than 150000 arrays, objects, strings and members',
    ],
  ])('is refused if it has too many parts', (text, message) => {
    expect(() => readJsonBody(text)).toThrow(
      expect.objectContaining({ code: 'invalid-body', message }),
    );
  });

  it('is refused if it begins with a byte order mark, as text and as bytes', () => {
    for (const received of ['\ufeff{}', Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)]) {
      expect(() => readJsonBody(received)).toThrow(
        expect.objectContaining({
          message: 'the body is not JSON: unexpected character at line 1, column 1',
        }),
      );
    }
  });

  it.each([
    ['', 'the body is empty; send a Converse request as JSON'],
    [' \r\n\t', 'the body is empty; send a Converse request as JSON'],
    ['{"messages":[', 'the body is not JSON: unexpected end of text'],
    ['{"messages":"My IBAN is', 'the body is not JSON: unexpected end of text'],
    ['{"a":1,}', 'the body is not JSON: unexpected character at line 1, column 8'],
    ['{"a":1}}', 'the body is not JSON: unexpected character at line 1, column 8'],
    ['IBAN DE02 1203', 'the body is not JSON: unexpected character at line 1, column 1'],
    ['{"a":"é", x', 'the body is not JSON: unexpected character at line 1, column 11'],
    ['{\n  "a": 1\n  "b": 2\n}', 'the body is not JSON: unexpected character at line 3, column 3'],
    ['{\r\n"a":tru}', 'the body is not JSON: unexpected character at line 2, column 5'],
    ['[{"messages":[]}]', 'the body is JSON but not an object; send a Converse request'],
    ['"My IBAN is"', 'the body is JSON but not an object; send a Converse request'],
    ['null', 'the body is JSON but not an object; send a Converse request'],
  ])('%j is refused', (text, message) => {
    expect(() => readJsonBody(text)).toThrow(
      expect.objectContaining({ code: 'invalid-body', message }),
    );
  });

  it('is refused in words that never quote it', () => {
    fc.assert(
      fc.property(arbitraryDamagedJsonText, (text) => {
        try {
          readJsonBody(`{"a":${text}`);
        } catch (error) {
          expect(String(error)).toMatch(
            /^RouterError: the body is not JSON: unexpected (end of text|character at line \d+, column \d+)$/,
          );
        }
      }),
    );
  });
});
