import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConverseBody } from '../../../../lambda/core/wire/converse-body';
import { arbitraryDamagedJsonText } from '../json/arbitrary-json-text';

describe('a body that is no Converse request', () => {
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
    ['\ufeff{}', 'the body is not JSON: unexpected character at line 1, column 1'],
    ['[{"messages":[]}]', 'the body is JSON but not an object; send a Converse request'],
    ['"My IBAN is"', 'the body is JSON but not an object; send a Converse request'],
    ['null', 'the body is JSON but not an object; send a Converse request'],
  ])('%j is refused', (text, message) => {
    expect(() => readConverseBody(text)).toThrow(
      expect.objectContaining({ code: 'invalid-body', message }),
    );
  });

  it('is refused in words that never quote it', () => {
    fc.assert(
      fc.property(arbitraryDamagedJsonText, (text) => {
        try {
          readConverseBody(`{"a":${text}`);
        } catch (error) {
          expect(String(error)).toMatch(
            /^RouterError: the body is not JSON: unexpected (end of text|character at line \d+, column \d+)$/,
          );
        }
      }),
    );
  });
});
