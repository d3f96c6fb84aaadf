import { expect, it } from 'vitest';
import { fillIn } from '../../../../lambda/core/json/edit';
import type { JsonObject } from '../../../../lambda/core/json/json-object';

it.each<[JsonObject, JsonObject, unknown[]]>([
  [{}, {}, []],
  [{}, { a: { b: 1 } }, [{ kind: 'insert', path: ['a'], json: '{"b":1}' }]],
  [{ a: null }, { a: { b: 1 } }, []],
  [{ a: [1] }, { a: { b: 1 } }, []],
  [{ a: { c: 2 } }, { a: 'text' }, []],
  [{ a: { c: 2 } }, { a: { b: 1 } }, [{ kind: 'insert', path: ['a', 'b'], json: '1' }]],
  [{ a: { b: 2 } }, { a: { b: 1 } }, []],
  [
    { a: { b: { c: 1 } } },
    { a: { b: { c: 2, d: 3 }, e: 4 }, f: 5 },
    [
      { kind: 'insert', path: ['a', 'b', 'd'], json: '3' },
      { kind: 'insert', path: ['a', 'e'], json: '4' },
      { kind: 'insert', path: ['f'], json: '5' },
    ],
  ],
  [
    {},
    Object.fromEntries([['__proto__', 1]]),
    [{ kind: 'insert', path: ['__proto__'], json: '1' }],
  ],
])('%j is filled in with %j', (object, members, edits) => {
  expect(fillIn(object, members)).toEqual(edits);
});
