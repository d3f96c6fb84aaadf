import { describe, expect, it } from 'vitest';
import {
  type Entries,
  type HotValue,
  reviseEntries,
  SINGLE,
  type WrittenValue,
} from '../../../../lambda/core/settings/hot-value';

const COLORS: HotValue<string> = {
  name: 'colors/',
  parse: ({ value, version }, entry) =>
    /^[a-z]+$/.test(value)
      ? { kind: 'parsed', value: `${entry} ${value} @${version}` }
      : { kind: 'rejected', problem: `${value} is no colour` },
  rejectedAs: 'rejected',
  whenAbsent: 'nothing',
};
const LAST_GOOD: Entries<string> = new Map([
  ['sky', 'sky blue @3'],
  ['sea', 'sea green @1'],
]);

function write(name: string, value: string, version = '4'): WrittenValue {
  return { name, value, version };
}

describe('the entries after a reading', () => {
  it('are those of the section that were written, and no longer the others', () => {
    const written = [
      write('colors/sky', 'grey'),
      write('colors/sun', 'red', '1'),
      write('colors', 'red'),
      write('colors/sky/deeper', 'red'),
      write('other/sky', 'red'),
      write('colorsky', 'red'),
    ];
    const { entries, rejected, isAbsent } = reviseEntries(COLORS, LAST_GOOD, written);
    expect([...entries]).toEqual([
      ['sky', 'sky grey @4'],
      ['sun', 'sun red @1'],
    ]);
    expect(rejected).toEqual([]);
    expect(isAbsent).toBe(false);
    expect([...LAST_GOOD.keys()]).toEqual(['sky', 'sea']);
  });

  it('keep the last good value in the place of a bad one, however often it is read', () => {
    const bad = [write('colors/sky', '#9'), write('colors/sea', 'black')];
    const once = reviseEntries(COLORS, LAST_GOOD, bad);
    const twice = reviseEntries(COLORS, once.entries, bad);
    expect([...twice.entries]).toEqual([
      ['sky', 'sky blue @3'],
      ['sea', 'sea black @4'],
    ]);
    expect(twice.rejected).toEqual([
      {
        kind: 'rejected',
        name: 'colors/sky',
        shownName: 'colors/sky',
        version: '4',
        problem: '#9 is no colour',
      },
    ]);
  });

  it.each([
    [undefined, []],
    ['none', [['sun', 'none']]],
  ])('have %j for an entry that never had a good value', (whenInvalid, entries) => {
    const section = whenInvalid === undefined ? COLORS : { ...COLORS, whenInvalid };
    const revision = reviseEntries(section, LAST_GOOD, [write('colors/sun', '#9')]);
    expect([...revision.entries]).toEqual(entries);
    expect(revision.rejected).toMatchObject([{ name: 'colors/sun' }]);
  });

  it.each([
    ['nothing', []],
    ['last-good', ['sky', 'sea']],
  ] as const)('are %s when none is written', (whenAbsent, kept) => {
    const written = [write('other/sky', 'red')];
    const revision = reviseEntries({ ...COLORS, whenAbsent }, LAST_GOOD, written);
    expect([...revision.entries.keys()]).toEqual(kept);
    expect(revision).toMatchObject({ rejected: [], isAbsent: true });
  });

  it('are one in a section that is a single parameter', () => {
    const written = ['color', 'color/deeper', 'colors'].map((name) => write(name, 'red', '1'));
    const { entries } = reviseEntries({ ...COLORS, name: 'color' }, new Map(), written);
    expect([...entries]).toEqual([[SINGLE, ' red @1']]);
  });

  it('are reported by a name that may be shown', () => {
    const section = { ...COLORS, show: (entry: string) => `${entry.slice(0, 2)}…` };
    const { rejected } = reviseEntries(section, new Map(), [write('colors/secret', '#9')]);
    expect(rejected).toMatchObject([{ name: 'colors/secret', shownName: 'colors/se…' }]);
  });
});
