import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonMember } from '../../../../lambda/core/json/json-scanner';
import {
  hasRepeatedName,
  outlineJson,
  outlineLastItem,
} from '../../../../lambda/core/json/outline-json';
import {
  arbitraryDamagedJsonText,
  arbitraryJsonText,
  arbitraryObjectText,
  arbitraryTokens,
} from './arbitrary-json-text';

const DEPTH = 100_000;
const MEGABYTE = 1_000_000;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function sliceMembers(text: string): readonly string[] {
  const scan = outlineJson(text);
  if (!scan.isJson) throw new Error(`no JSON from position ${scan.position} on`);
  return scan.members.map(({ start, end }) => text.slice(start, end));
}

describe('the scanner accepts what JSON.parse accepts', () => {
  it.each([
    ['JSON texts', arbitraryJsonText],
    ['damaged JSON texts', arbitraryDamagedJsonText],
    ['tokens in any order', arbitraryTokens],
    ['any text at all', fc.string({ unit: 'binary' })],
  ])('among %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(outlineJson(text).isJson).toBe(isJson(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ...'{ } {] [} {,} [,] {"a"} {"a":} {a:1} {"a":1,} {"a":1,,"b":2} {1:1} [1,]'.split(' '),
    ...["{'a':1}", '{"a":1 "b":2}', '', ' ', '[1 2]', '{} {}', '// {}'],
    ...'01 - +1 .5 1. 1e 1e+ 0x10 NaN Infinity True nul nullx undefined'.split(' '),
    ...String.raw`"a "\ "\x" "\u12" "\u12g4"`.split(' '),
    ...['"a\nb"', '"\u001f"', '"\u0000"', '{}\u0000', '\u00a0{}', '\ufeff{}', '{}\u2028'],
  ])('but not %j', (text) => {
    expect(isJson(text)).toBe(false);
    expect(outlineJson(text).isJson).toBe(false);
  });
});

describe('the members of the outermost object', () => {
  it.each([
    ['{}', []],
    [' { } ', []],
    ['[{"a":1}]', []],
    ['"a"', []],
    ['{"a":1}', ['"a":1']],
    ['{ "a" : 1 , "b":{"c":[{"d":2}]}\n}', ['"a" : 1', '"b":{"c":[{"d":2}]}']],
    ['{"a":"}","b":"\\"," }', ['"a":"}"', '"b":"\\","']],
    ['{"a":1,"a":2}', ['"a":1', '"a":2']],
    ['{"ü":"\u2028\u00a0" }', ['"ü":"\u2028\u00a0"']],
  ])('of %j are cut out without the white space around them', (text, members) => {
    expect(sliceMembers(text)).toEqual(members);
  });

  it.each([
    [String.raw`{"service\u0054ier":1}`, 'serviceTier'],
    [String.raw`{"\"\\\/\n":1}`, '"\\/\n'],
    ['{"":1}', ''],
    ['{"__proto__":1}', '__proto__'],
    [String.raw`{"\ud83d\ude00":1}`, '😀'],
  ])('of %s are named as JSON.parse would name them', (text, name) => {
    expect(outlineJson(text)).toMatchObject({ isJson: true, members: [{ name }] });
  });

  it('have their own members, down to two objects deep and not within arrays', () => {
    const text = '{"a":{"b":{"c":{"d":1}}, "e":[{"f":2}]}, "g":{}}';
    const list = (members: readonly JsonMember[] | undefined): unknown =>
      members?.map((member) => [text.slice(member.start, member.end), list(member.members)]);
    const outline = outlineJson(text);
    expect(list(outline.isJson ? outline.members : undefined)).toEqual([
      [
        '"a":{"b":{"c":{"d":1}}, "e":[{"f":2}]}',
        [
          ['"b":{"c":{"d":1}}', [['"c":{"d":1}', undefined]]],
          ['"e":[{"f":2}]', undefined],
        ],
      ],
      ['"g":{}', []],
    ]);
  });

  it('say by themselves what the object says', () => {
    fc.assert(
      fc.property(arbitraryObjectText, (text) => {
        const members = sliceMembers(text).map((member) => JSON.parse(`{${member}}`));
        const entries = members.flatMap((member) => Object.entries(member));
        expect(Object.fromEntries(entries)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('the first wrong character', () => {
  it.each([
    ['', 0],
    ['  ', 2],
    ['{"a" 1}', 5],
    ['{"a":tru', 5],
    ['{a:1}', 1],
    ['{"a":1}x', 7],
    ['[1 2]', 3],
    ['"abc', 4],
    ['"a\nb"', 2],
    ['"a\\x"', 2],
    ['\ufeff{}', 0],
  ])('of %j stands at %d', (text, position) => {
    expect(outlineJson(text)).toEqual({ isJson: false, position, fault: 'syntax' });
  });

  it('is found no later than the first character that no JSON text can have there', () => {
    fc.assert(
      fc.property(arbitraryJsonText, fc.nat({ max: 1000 }), (text, place) => {
        const index = place % (text.length + 1);
        const scan = outlineJson(`${text.slice(0, index)}\u0000${text.slice(index)}`);
        const position = scan.isJson ? Number.POSITIVE_INFINITY : scan.position;
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThanOrEqual(index);
      }),
    );
  });
});

describe('nesting', () => {
  it.each([
    ['arrays', '['.repeat(200) + ']'.repeat(200), true],
    ['arrays', '['.repeat(201) + ']'.repeat(201), false],
    ['objects', `${'{"a":'.repeat(199)}{}${'}'.repeat(199)}`, true],
    ['objects', `${'{"a":'.repeat(200)}{}${'}'.repeat(200)}`, false],
  ])('of %s is followed to two hundred levels', (_, text, valid) => {
    expect(outlineJson(text).isJson).toBe(valid);
  });

  it.each([
    ['open arrays', '['.repeat(DEPTH), 200, 'nesting'],
    ['open objects', '{"a":'.repeat(DEPTH), 1000, 'nesting'],
    ['arrays in an object', `{"a":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`, 204, 'nesting'],
    ['closing brackets', ']'.repeat(DEPTH), 0, 'syntax'],
  ])('of a hundred thousand %s is given up', (_, text, position, fault) => {
    expect(outlineJson(text)).toEqual({ isJson: false, position, fault });
  });
});

describe('a large text', () => {
  it.each([
    ['one string', `{"a":"${'x'.repeat(5 * MEGABYTE)}"}`, 1],
    ['white space', `{"a":1${' '.repeat(5 * MEGABYTE)}}`, 1],
    ['digits', `{"a":${'1'.repeat(5 * MEGABYTE)}}`, 1],
    ['escapes', `{"a":"${String.raw`\n\u00e9`.repeat(MEGABYTE / 2)}"}`, 1],
    ['many members', `{${'"a":1,'.repeat(9_999)}"a":1}`, 10_000],
    ['many members further in', `{"a":[{${'"a":1,'.repeat(100_000)}"a":1}]}`, 1],
    ['flat arrays', `{"a":[${'[],'.repeat(100_000)}[]]}`, 1],
    ['numbers', `{"a":[${'1,'.repeat(MEGABYTE)}1]}`, 1],
  ])('of %s is read to its end', (_, text, count) => {
    expect(sliceMembers(text)).toHaveLength(count);
  });

  it.each([
    ['the object', `{${'"a":1,'.repeat(MEGABYTE)}"a":1}`],
    ['an object within', `{"a":{"b":{${'"a":1,'.repeat(MEGABYTE)}"a":1}}}`],
  ])('is given up if %s has more than ten thousand members', (_, text) => {
    expect(outlineJson(text)).toMatchObject({ isJson: false, fault: 'members' });
  });
});

it.each([
  ['arrays', `{"a":[${'[],'.repeat(149_996)}[]]}`, `{"a":[${'[],'.repeat(149_997)}[]]}`],
  ['objects', `[${'{},'.repeat(149_998)}{}]`, `[${'{},'.repeat(149_999)}{}]`],
  ['members', `[{${'"a":1,'.repeat(149_997)}"a":1}]`, `[{${'"a":1,'.repeat(149_998)}"a":1}]`],
  ['strings', `[${'"",'.repeat(149_998)}""]`, `[${'"",'.repeat(149_999)}""]`],
])('a text may have 150,000 %s and no more', (_, most, tooMany) => {
  expect(outlineJson(most)).toMatchObject({ isJson: true });
  expect(outlineJson(tooMany)).toMatchObject({ isJson: false, fault: 'parts' });
});

describe('the last item of an array', () => {
  const nameMembers = (text: string) => outlineLastItem(text, 0).map(({ name }) => name);

  it('is outlined, whatever its length', () => {
    expect(nameMembers(`[${'{"a":1},'.repeat(20_000)}{"b":1}]`)).toEqual(['b']);
  });

  it('has no members if it is no object, or has too many', () => {
    expect(nameMembers('[{"a":1},[]]')).toEqual([]);
    expect(nameMembers(`[{${'"a":1,'.repeat(10_000)}"a":1}]`)).toEqual([]);
  });
});

it.each([
  ['{"a":1,"a":1}', true],
  [String.raw`{"a":1,"\u0061":2}`, true],
  ['{"b":1,"o": {"a":1,"a":2}}', true],
  ['{"o":{"o":{"a":1,"a":2}}}', true],
  ['{"__proto__":1,"__proto__":2}', true],
  ['not JSON', true],
  [`{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`, true],
  ['{}', false],
  ['[]', false],
  ['{"a":{"a":{"a":1}},"b":"a"}', false],
  ['{"o":{"o":{"o":{"a":1,"a":2}}}}', false],
  ['{"list":[{"a":1,"a":2}]}', false],
])('whether a name is repeated in %j, down to two objects deep: %s', (text, isRepeated) => {
  expect(hasRepeatedName(outlineJson(text))).toBe(isRepeated);
});
