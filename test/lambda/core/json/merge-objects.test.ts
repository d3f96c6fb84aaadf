import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../lambda/core/json/apply-edits';
import { type JsonObject, parseJsonObject } from '../../../../lambda/core/json/json-object';
import {
  addMembers,
  listDifferences,
  replaceMembers,
} from '../../../../lambda/core/json/merge-objects';
import { outlineJson } from '../../../../lambda/core/json/outline-json';
import { arbitraryObjectText } from './arbitrary-json-text';

it.each([
  [{}, { a: 1 }, { a: 1 }],
  [{ a: 2 }, { a: 1 }, { a: 2 }],
  [{ a: null }, { a: 1 }, { a: 1 }],
  [{ a: { b: 1 } }, { a: { b: 2, c: 3 } }, { a: { b: 1, c: 3 } }],
  [{ a: [1] }, { a: { b: 2 } }, { a: [1] }],
])('%j with the members that it lacks of %j is %j', (object, members, filled) => {
  expect(addMembers(object, members)).toEqual(filled);
});

it.each([
  [{}, { a: 1 }, { a: 1 }],
  [{ a: 2, b: 3 }, { a: 1 }, { a: 1, b: 3 }],
  [{ a: { b: 1, d: 4 } }, { a: { b: 2 } }, { a: { b: 2, d: 4 } }],
  [{ a: { b: 1 } }, { a: [2] }, { a: [2] }],
  [{ a: 1 }, { a: null }, { a: null }],
])('%j with other values of %j is %j', (object, members, changed) => {
  expect(replaceMembers(object, members)).toEqual(changed);
});

it('keeps a member with the name of an object’s prototype', () => {
  const members: JsonObject = JSON.parse('{"__proto__":{"a":1}}');
  const added = JSON.stringify(addMembers({}, members));
  expect([added, JSON.stringify(replaceMembers({}, members))]).toEqual([
    '{"__proto__":{"a":1}}',
    '{"__proto__":{"a":1}}',
  ]);
});

/** A deep object with the names of the texts that it is merged with. */
const members = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', ''),
  fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(1, 'é', true, null, [1, { a: 2 }]),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', ''), tie('value')),
    ),
  }))['value'],
  { noNullPrototype: true },
);

describe('the edits of the differences', () => {
  function edit(text: string, wanted: JsonObject): string {
    const outline = outlineJson(text);
    const edits = listDifferences(parseJsonObject(text) ?? {}, wanted);
    return applyEdits({ text, outline }, edits).join('');
  }

  it('turn one object into the other', () => {
    fc.assert(
      fc.property(members, members, (own, others) => {
        const text = JSON.stringify(own, undefined, 1);
        for (const wanted of [addMembers(own, others), replaceMembers(own, others)]) {
          expect(JSON.parse(edit(text, wanted))).toEqual(wanted);
        }
      }),
    );
  });

  it('are none for the object itself, whatever its text', () => {
    fc.assert(
      fc.property(arbitraryObjectText, (text) => {
        expect(edit(text, parseJsonObject(text) ?? {})).toBe(text);
      }),
    );
  });

  it.each([
    ['{"a" : 1.0e0,"b":"\\u00e9"}', { c: 2 }, '{"c":2,"a" : 1.0e0,"b":"\\u00e9"}'],
    [
      '{"a":{"b":1.0, "c":{"d":1.00,"e":{"f":1.000}}}}',
      { a: { c: { d: 2 } } },
      '{"a":{"b":1.0, "c":{"d":2,"e":{"f":1.000}}}}',
    ],
    [
      '{"a":{"b":{"c":{"d":1.0}}}}',
      { a: { b: { c: { e: 2 } } } },
      '{"a":{"b":{"c":{"d":1,"e":2}}}}',
    ],
  ])('of %s keep every other byte', (text, changes, written) => {
    expect(edit(text, replaceMembers(parseJsonObject(text) ?? {}, changes))).toBe(written);
  });
});
