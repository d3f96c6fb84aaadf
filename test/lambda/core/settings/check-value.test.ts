import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import {
  listOf,
  members,
  oneOf,
  parseDocument,
  quote,
  readBy,
  refuse,
} from '../../../../lambda/core/settings/check-value';

const COUNT = v.number(refuse('a number'));
const SCHEMA = members({
  size: members({ width: COUNT, unit: v.optional(oneOf(['cm', 'mm']), 'cm') }),
  words: v.optional(listOf(v.string(refuse('a word')), 'a list of words')),
  counts: v.optional(v.record(v.string(), COUNT)),
  code: v.optional(v.pipe(v.string(), readBy(refuseCode))),
});

function refuseCode(text: string): string {
  if (text === 'fault') throw new TypeError('a fault');
  throw new RouterError('invalid-route', `${text} is taken`);
}

function parse(text: string) {
  return parseDocument(SCHEMA, { text, name: 'the box', example: '{"size":{}}' });
}

it('reads what the schema says, and fills in its defaults', () => {
  expect(parse('{"size":{"width":7},"words":["red"]}')).toEqual({
    kind: 'parsed',
    value: { size: { width: 7, unit: 'cm' }, words: ['red'] },
  });
});

describe('a problem names the place, the value received and what is allowed', () => {
  it.each([
    ['{"size":{"width":"7"}}', 'size.width is "7", not a number'],
    ['{"size":{"width":7,"unit":"km"}}', 'size.unit is "km"; it may be cm or mm'],
    ['{"size":7}', 'size is 7, not a JSON object'],
    ['{"size":{"width":7},"words":"red"}', 'words is "red", not a list of words'],
    ['{"size":{"width":7},"words":[]}', 'words is [], not a list of words'],
    ['{"size":{"width":7},"words":["red",7]}', 'words[1] is 7, not a word'],
    [
      '{"size":{"width":7},"counts":{"red":1,"a.b:0":null}}',
      'counts["a.b:0"] is null, not a number',
    ],
    ['{"size":{"width":7},"code":"x"}', 'code: x is taken'],
    ['{"size":{}}', 'size.width is undefined, not a number'],
    ['{}', 'size is undefined, not a JSON object'],
    ['{"size":{"wide":1}}', 'size has no member "wide"; did you mean width?'],
    ['{"box":{}}', 'the box has no member "box"; it may have size, words, counts, code'],
    [
      '{"size":{"width":7},"__proto__":{}}',
      'the box has no member "__proto__"; it may have size, words, counts, code',
    ],
  ])('in %s', (text, problem) => {
    expect(parse(text)).toEqual({ kind: 'rejected', problem });
  });
});

it.each([
  ['{"a.b":null}', '["a.b"] is null, not a number'],
  ['{"a":1}', 'the box is {"a":1}, not a list of two'],
])('a problem of a document without members of its own is named in %s', (text, problem) => {
  const schema = v.pipe(
    v.record(v.string(), COUNT),
    v.check((counts) => Object.keys(counts).length === 2, refuse('a list of two')),
  );
  const written = { text, name: 'the box', example: '{}' };
  expect(parseDocument(schema, written)).toEqual({ kind: 'rejected', problem });
});

it('does not report a fault of a parser as a problem', () => {
  expect(() => parse('{"size":{"width":7},"code":"fault"}')).toThrow(new TypeError('a fault'));
});

it.each(['', '[]', '"a password that went astray"', 'a password that went astray'])(
  'quotes nothing of what is not a JSON object: %s',
  (text) => {
    const problem = 'the box is not a JSON object, such as {"size":{}}';
    expect(parse(text)).toEqual({ kind: 'rejected', problem });
  },
);

it.each([
  ['abc', '"abc"'],
  [undefined, 'undefined'],
  ['x'.repeat(62), `"${'x'.repeat(62)}"`],
  ['x'.repeat(63), `"${'x'.repeat(63)}…`],
])('quotes %j in at most 64 characters', (value, shown) => {
  expect(quote(value)).toBe(shown);
});
