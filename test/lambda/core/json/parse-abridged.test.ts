import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAbridged } from '../../../../lambda/core/json/parse-abridged';
import { arbitraryObjectText } from './arbitrary-json-text';

/** More than the members that are parsed. */
const LONG = 'x'.repeat(70_000);

it.each([
  ['{"a":[1],"b":{"c":null}}', { a: [1], b: { c: null } }],
  ['{"a":1,"a":2}', { a: 2 }],
  [`{"embedding":["${LONG}"],"inputTextTokenCount":3}`, { embedding: [], inputTextTokenCount: 3 }],
  [
    `{"output":{"text":"${LONG}"},"usage":{"inputTokens":3}}`,
    { output: {}, usage: { inputTokens: 3 } },
  ],
  [`{"message":"${LONG}","a":"b"}`, { a: 'b' }],
  [`{"a":"b"${' '.repeat(70_000)}}`, { a: 'b' }],
  [`["${LONG}"]`, undefined],
  [`"${LONG}"`, undefined],
  [`{"a":"${LONG}`, undefined],
  ['{"a":', undefined],
])('%.60s is read without its long members', (text, object) => {
  expect(parseAbridged(text)).toEqual(object);
});

it('reads the short members of a long text as a parser does', () => {
  fc.assert(
    fc.property(arbitraryObjectText, (text) => {
      const long = text.replace('{', `{${' '.repeat(70_000)}`);
      expect(parseAbridged(long)).toEqual(JSON.parse(text));
    }),
    { numRuns: 30 },
  );
});
