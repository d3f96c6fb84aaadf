import { expect, it } from 'vitest';
import { type Fields, parseChange } from '../../../console/change/parse-change';

const NAMED = { section: 'operations', operation: 'extraction', seen: 'abc' } as const;

it.each<[Fields, object]>([
  [
    { edit: 'choose', position: '1', candidate: 'a.b:flex' },
    { kind: 'choose', position: 1, candidate: 'a.b:flex' },
  ],
  [
    { edit: 'remove', position: '0' },
    { kind: 'remove', position: 0 },
  ],
  [
    { edit: 'raise', position: '12' },
    { kind: 'raise', position: 12 },
  ],
  [
    { edit: 'write', text: '' },
    { kind: 'write', text: '' },
  ],
  [{ edit: 'unset' }, { kind: 'unset' }],
])('reads %j', (fields, edit) => {
  expect(parseChange({ ...NAMED, ...fields })).toEqual({ ...NAMED, edit });
});

it.each<[string, Fields]>([
  ['no edit', {}],
  ['an unknown edit', { edit: 'delete' }],
  ['a name of every object as the edit', { edit: 'constructor' }],
  ['a choice without a candidate', { edit: 'choose', position: '0' }],
  ['an empty candidate', { edit: 'choose', position: '0', candidate: '' }],
  ['a choice without a position', { edit: 'choose', candidate: 'a.b' }],
  ['a negative position', { edit: 'remove', position: '-1' }],
  ['a position that is no number', { edit: 'raise', position: '1e3' }],
  ['a write without a text', { edit: 'write' }],
  ['another section', { edit: 'unset', section: 'callers' }],
  ['a place in the settings', { edit: 'remove', position: '1', section: 'settings' }],
  ['no operation', { edit: 'unset', operation: '' }],
  ['no stamp', { edit: 'unset', seen: '' }],
])('reads nothing of %s', (_, fields) => {
  expect(parseChange({ ...NAMED, ...fields })).toBeUndefined();
});
