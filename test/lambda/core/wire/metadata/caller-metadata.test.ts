import { describe, expect, it } from 'vitest';
import { readCallerMetadata } from '../../../../../lambda/core/wire/metadata/caller-metadata';

const read = (text: string) => readCallerMetadata({ 'x-router-metadata': text });
const ALPHABET = 'ASCII letters and digits, white space and : _ @ $ # = / + , . -';
const EIGHT = Object.fromEntries([...'abcdefgh'].map((key) => [key, key]));

describe('the header x-router-metadata', () => {
  it.each([
    ['{}', {}],
    [' {"team" : "claims", "cost:centre": "4 2"}\t', { team: 'claims', 'cost:centre': '4 2' }],
    ['{"empty":""}', { empty: '' }],
    ['{"team":"a","team":"b"}', { team: 'b' }],
    [JSON.stringify(EIGHT), EIGHT],
    [`{"${'k'.repeat(64)}":"${'v'.repeat(256)}"}`, { ['k'.repeat(64)]: 'v'.repeat(256) }],
  ])('%s is read', (text, pairs) => {
    expect(read(text)).toEqual(pairs);
  });

  it('may be left out', () => {
    expect(readCallerMetadata({})).toEqual({});
  });

  it('gives a key __proto__ no power', () => {
    const pairs = read('{"__proto__":"x","constructor":"y"}');
    expect(Object.entries(pairs)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(pairs)).toBe(Object.prototype);
  });

  it.each([
    ['team=claims', 'is not a JSON object; write it as {"team":"claims"}'],
    ['["claims"]', 'is not a JSON object; write it as {"team":"claims"}'],
    [
      '{"a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":""}',
      'has 9 pairs; it may have 8 at most',
    ],
    ['{"":"x"}', `has the key ""; a key has 1 to 64 characters out of ${ALPHABET}`],
    ['{"cost%":"x"}', `has the key "cost%"; a key has 1 to 64 characters out of ${ALPHABET}`],
    [
      `{"${'k'.repeat(65)}":"x"}`,
      `has the key "${'k'.repeat(64)}"; a key has 1 to 64 characters out of ${ALPHABET}`,
    ],
    ['{"page":7}', 'has a value under "page" that is not a string'],
    [
      '{"name":"Müller"}',
      `has a bad value under "name"; a value has 256 characters at most, out of ${ALPHABET}`,
    ],
    [
      `{"name":"${'v'.repeat(257)}"}`,
      `has a bad value under "name"; a value has 256 characters at most, out of ${ALPHABET}`,
    ],
  ])('%s is refused', (text, problem) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'invalid-header', message: `x-router-metadata ${problem}` }),
    );
  });
});
