import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { applyEdits } from '../../../../lambda/core/json/apply-edits';
import type { Edit } from '../../../../lambda/core/json/edit';
import { outlineJson } from '../../../../lambda/core/json/outline-json';
import { arbitraryMemberText, arbitraryObjectText } from './arbitrary-json-text';

function edit(text: string, ...edits: readonly Edit[]): string {
  return applyEdits({ text, outline: outlineJson(text) }, edits).join('');
}

const INSERT_A: Edit = { kind: 'insert', path: ['a'], json: '1' };
const SET_A: Edit = { kind: 'set', path: ['a'], json: '1' };
const REMOVE_A: Edit = { kind: 'remove', path: ['a'] };
const REMOVE_D: Edit = { kind: 'remove', path: ['d'] };

describe('a member that is inserted', () => {
  it.each([
    ['{}', '{"a":1}'],
    ['{ \n}', '{"a":1 \n}'],
    ['{"b":2}', '{"a":1,"b":2}'],
    [' { "b":2 } ', ' {"a":1, "b":2 } '],
  ])('stands first in %j', (text, written) => {
    expect(edit(text, INSERT_A)).toBe(written);
  });

  it.each([
    ['{"b":{}}', '{"b":{"a":1}}'],
    ['{"b": { "c":"}" }, "d":7}', '{"b": {"a":1, "c":"}" }, "d":7}'],
    [String.raw`{"\u0062":{"c":2}}`, String.raw`{"\u0062":{"a":1,"c":2}}`],
    ['{"b":{"c":2},"b":{"c":3}}', '{"b":{"c":2},"b":{"a":1,"c":3}}'],
    ['{"b":7}', '{"b":7}'],
    ['{"d":{"b":{}}}', '{"d":{"b":{}}}'],
  ])('stands first in an inner object of %j', (text, written) => {
    expect(edit(text, { kind: 'insert', path: ['b', 'a'], json: '1' })).toBe(written);
  });

  it('stands two objects deep', () => {
    const path = ['b', 'c', 'a'] as const;
    expect(edit('{"b":{"c":{"d":2},"d":{}}}', { kind: 'insert', path, json: '1' })).toBe(
      '{"b":{"c":{"a":1,"d":2},"d":{}}}',
    );
  });

  it('has the escapes in its name that JSON requires', () => {
    expect(edit('{}', { kind: 'insert', path: ['"\n'], json: '1' })).toBe('{"\\"\\n":1}');
  });
});

describe('a member that is replaced', () => {
  it.each([
    ['{"b":1, "a" : 7 ,"c":3}', '{"b":1, "a" : 1 ,"c":3}'],
    [String.raw`{"\u0061":{"a":2}}`, String.raw`{"\u0061":1}`],
    ['{"a":2,"a":3}', '{"a":2,"a":1}'],
    ['{"b":{"a":2}}', '{"b":{"a":2}}'],
    ['{}', '{}'],
  ])('of %s keeps its place', (text, written) => {
    expect(edit(text, { kind: 'replace', path: ['a'], json: '1' })).toBe(written);
  });

  it('of an inner object keeps its place, beside other edits', () => {
    const edits: readonly Edit[] = [
      { kind: 'replace', path: ['b', 'a'], json: '[]' },
      { kind: 'insert', path: ['c'], json: '3' },
      REMOVE_D,
    ];
    expect(edit('{"b":{"x":0,"a":1},"d":4}', ...edits)).toBe('{"c":3,"b":{"x":0,"a":[]}}');
  });
});

describe('an item that is appended', () => {
  it.each([
    ['{"a":[1]}', '{"a":[1,7]}'],
    ['{"a":[ 1 , [2] ] ,"b":1.0}', '{"a":[ 1 , [2] ,7] ,"b":1.0}'],
    ['{"a":[1],"a":["]"]}', '{"a":[1],"a":["]",7]}'],
    ['{"a":{"b":1}}', '{"a":{"b":1}}'],
    ['{"b":[1]}', '{"b":[1]}'],
  ])('stands last in %s', (text, written) => {
    expect(edit(text, { kind: 'append', path: ['a'], json: '7' })).toBe(written);
  });

  it.each([
    ['{"a":[{"b":[1]}, {"b":[2] ,"c":[3]} ]}', '{"a":[{"b":[1]}, {"b":[2,7] ,"c":[3]} ]}'],
    ['{"a":[{"b":[1]},{"c":[3]}]}', '{"a":[{"b":[1]},{"c":[3]}]}'],
    ['{"a":[{"b":[1]},5]}', '{"a":[{"b":[1]},5]}'],
    ['{"a":[{"b":"[1]"}]}', '{"a":[{"b":"[1]"}]}'],
  ])('stands last within the last item of %s', (text, written) => {
    expect(edit(text, { kind: 'append', path: ['a'], within: 'b', json: '7' })).toBe(written);
  });

  it('stands beside edits of the same object', () => {
    const edits: readonly Edit[] = [
      { kind: 'append', path: ['a', 'b'], json: '7' },
      { kind: 'set', path: ['a', 'c'], json: '2' },
      REMOVE_D,
    ];
    expect(edit('{"a":{"b":[1],"c":1},"d":0}', ...edits)).toBe('{"a":{"c":2,"b":[1,7]}}');
  });
});

describe('a member that is removed', () => {
  it.each([
    ['{"a":{"b":2}}', '{}'],
    ['{ "a" : null }', '{  }'],
    ['{"a":2,"b":1.0e0}', '{"b":1.0e0}'],
    ['{"b":1E400 , "a":null , "c":"é"}', '{"b":1E400 , "c":"é"}'],
    ['{ "b":1 , "a":null }', '{ "b":1 }'],
    ['{"b":1,"a":null,"a":null}', '{"b":1}'],
    ['{"a":null,"b":1,"a":null,"c":2,"a":3}', '{"b":1,"c":2}'],
    [String.raw`{"b":1,"\u0061":2}`, '{"b":1}'],
    ['{"a":null,"b":[{"a":null}]}', '{"b":[{"a":null}]}'],
    ['{"b":1}', '{"b":1}'],
    ['{}', '{}'],
  ])('leaves the rest of %s as it stands', (text, written) => {
    expect(edit(text, REMOVE_A)).toBe(written);
  });

  it('is removed at once if it stands there many thousand times', () => {
    expect(edit(`{${'"a":null,'.repeat(9_999)}"b":1}`, REMOVE_A)).toBe('{"b":1}');
  });

  it('is removed from an inner object alone', () => {
    const path = ['b', 'a'] as const;
    expect(edit('{"a":1,"b":{"a":1,"c":2}}', { kind: 'remove', path })).toBe('{"a":1,"b":{"c":2}}');
  });
});

describe('a member that is set', () => {
  it.each([
    ['{}', '{"a":1}'],
    ['{"b":2}', '{"a":1,"b":2}'],
    ['{"a":null}', '{"a":1}'],
    ['{"b":2,"a":null}', '{"a":1,"b":2}'],
    ['{"a":2, "b":2,"a":3 }', '{"a":1,"b":2 }'],
  ])('stands once in %s', (text, written) => {
    expect(edit(text, SET_A)).toBe(written);
  });
});

describe('several edits', () => {
  it('are applied together, in the order in which they are given', () => {
    const text = '{ "old":1, "in":{"x":2}, "kept":1.0, "gone":{} }';
    expect(
      edit(
        text,
        { kind: 'set', path: ['old'], json: '"new"' },
        { kind: 'insert', path: ['in', 'y'], json: '[]' },
        { kind: 'remove', path: ['gone'] },
        { kind: 'insert', path: ['more'], json: '{}' },
        { kind: 'insert', path: ['in', 'z'], json: 'null' },
      ),
    ).toBe('{"old":"new","more":{}, "in":{"y":[],"z":null,"x":2}, "kept":1.0 }');
  });

  it('keep the bytes of every member that they do not name', () => {
    const members = fc.array(arbitraryMemberText, { maxLength: 5 });
    fc.assert(
      fc.property(members, members, (before, after) => {
        const text = `{${[...before, '"in":{"x":2}', ...after].join(',')}}`;
        const edited = edit(text, { kind: 'set', path: ['in'], json: '1' }, INSERT_A);
        expect(sliceOthers(edited)).toEqual(sliceOthers(text));
      }),
    );
  });
});

describe('edits of one member', () => {
  const insert = (json: string, ...path: [string, ...string[]]): Edit => ({
    kind: 'insert',
    path,
    json,
  });
  const set = (json: string, ...path: [string, ...string[]]): Edit => ({ kind: 'set', path, json });
  const remove = (...path: [string, ...string[]]): Edit => ({ kind: 'remove', path });

  it.each<[string, string, readonly Edit[], string]>([
    [
      'within a set value',
      '{"c":{"x":1},"d":2}',
      [set('{"y":2}', 'c'), insert('1', 'c', 'a')],
      '{"c":{"a":1,"y":2},"d":2}',
    ],
    [
      'within a set value, before it',
      '{"c":{"x":1}}',
      [insert('1', 'c', 'a'), set('{"y":2}', 'c')],
      '{"c":{"a":1,"y":2}}',
    ],
    ['within an inserted value', '{}', [insert('{}', 'c'), insert('1', 'c', 'a')], '{"c":{"a":1}}'],
    [
      'two objects deep',
      '{"c":{"d":{"x":1}}}',
      [set('{"z":3}', 'c', 'd'), insert('1', 'c', 'd', 'a')],
      '{"c":{"d":{"a":1,"z":3}}}',
    ],
    [
      'deep within a set value',
      '{"c":0}',
      [set('{"d":{}}', 'c'), insert('1', 'c', 'd', 'a')],
      '{"c":{"d":{"a":1}}}',
    ],
    [
      'within a set value that is no object',
      '{"c":{"x":1}}',
      [set('7', 'c'), insert('1', 'c', 'a')],
      '{"c":7}',
    ],
    [
      'within a removed value',
      '{"c":{"x":1},"d":2}',
      [remove('c'), insert('1', 'c', 'a')],
      '{"d":2}',
    ],
    [
      'removing from a set value',
      '{"c":{"x":1}}',
      [set('{"x":1,"y":2}', 'c'), remove('c', 'x')],
      '{"c":{"y":2}}',
    ],
    ['setting it twice', '{"c":0}', [set('1', 'c'), set('2', 'c')], '{"c":2}'],
    ['inserting it twice', '{"b":0}', [insert('1', 'c'), insert('2', 'c')], '{"c":2,"b":0}'],
    [
      'setting it after its removal',
      '{"c":0,"d":1}',
      [remove('c'), insert('2', 'c')],
      '{"c":2,"d":1}',
    ],
    ['removing it at last', '{"c":0,"d":1}', [set('2', 'c'), remove('c')], '{"d":1}'],
  ])('%s: %s is edited by %j', (_, text, edits, written) => {
    expect(edit(text, ...edits)).toBe(written);
  });

  it('leave JSON, whatever they are', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const path = fc
      .tuple(name, fc.array(name, { maxLength: 2 }))
      .map(([first, rest]): [string, ...string[]] => [first, ...rest]);
    const json = fc.constantFrom('1', '{}', '{"a":{"b":1},"c":[]}', 'null');
    const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), path, json }),
      fc.record({ kind: fc.constant('remove' as const), path }),
    );
    const texts = fc.constantFrom(
      '{}',
      '{"a":{"b":{"c":1},"a":2},"b":3}',
      '{"b":{},"c":{"a":{}}}',
      '{ "a":{ "a" : { "a":1 } } , "a":2 }',
    );
    fc.assert(
      fc.property(texts, fc.array(anyEdit, { maxLength: 6 }), (text, edits) => {
        expect(outlineJson(edit(text, ...edits)).isJson).toBe(true);
      }),
    );
  });
});

describe('the outline', () => {
  const notOutlined = vi.fn();
  const source = (text: string) => ({
    text,
    get outline() {
      notOutlined();
      return outlineJson(text);
    },
  });

  it('is not asked for by inserts into the outermost object', () => {
    fc.assert(
      fc.property(arbitraryObjectText, (text) => {
        const written = applyEdits(source(text), [INSERT_A]).join('');
        const inside = text.indexOf('{') + 1;
        const inserted = written.slice(inside, written.length - text.length + inside);
        expect(inserted).toMatch(/^"a":1,?$/);
        expect(written).toBe(text.slice(0, inside) + inserted + text.slice(inside));
      }),
    );
    expect(applyEdits(source('{"b":1.0}'), [])).toEqual(['{"b":1.0}']);
    expect(notOutlined).not.toHaveBeenCalled();
  });

  it('that a text is nested too deeply for leaves inserts into the outermost object', () => {
    const deep = `{"b":{},"a":${'['.repeat(1000)}${']'.repeat(1000)}}`;
    const inner: Edit = { kind: 'insert', path: ['b', 'a'], json: '1' };
    expect(edit(deep, inner, REMOVE_A, { ...INSERT_A, path: ['c'] })).toBe(
      `{"c":1,${deep.slice(1)}`,
    );
  });
});

function listMembers(text: string) {
  const outline = outlineJson(text);
  if (!outline.isJson) throw new Error(`no JSON from position ${outline.position} on`);
  return outline.members;
}

function sliceOthers(text: string): readonly string[] {
  return listMembers(text)
    .filter(({ name }) => name !== 'in' && name !== 'a')
    .map(({ start, end }) => text.slice(start, end));
}
