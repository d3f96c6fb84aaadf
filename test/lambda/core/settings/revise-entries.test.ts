import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HotValue,
  SINGLE,
  type WrittenValue,
} from '../../../../lambda/core/settings/hot-value';
import {
  formatVersion,
  type Layers,
  NO_LAYERS,
  reviseEntries,
} from '../../../../lambda/core/settings/revise-entries';

const COLORS: HotValue<string> = {
  name: 'colors/',
  parse: ({ value, version }, entry) =>
    /^[a-z]+$/.test(value)
      ? { kind: 'parsed', value: `${entry} ${value} @${version}` }
      : { kind: 'rejected', problem: `${value} is no colour` },
  rejectedAs: 'rejected',
  whenAbsent: 'nothing',
};
const LAST_GOOD: Layers<string> = {
  ...NO_LAYERS,
  deploy: new Map([
    ['sky', 'sky blue @3'],
    ['sea', 'sea green @1'],
  ]),
};

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
    expect([...LAST_GOOD.deploy.keys()]).toEqual(['sky', 'sea']);
  });

  it('keep the last good value in the place of a bad one, however often it is read', () => {
    const bad = [write('colors/sky', '#9'), write('colors/sea', 'black')];
    const once = reviseEntries(COLORS, LAST_GOOD, bad);
    const twice = reviseEntries(COLORS, once.layers, bad);
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
    ['nothing', [], false],
    ['last-good', ['sky', 'sea'], true],
  ] as const)('are %s when none is written', (whenAbsent, kept, isAbsent) => {
    const written = [write('other/sky', 'red')];
    const revision = reviseEntries({ ...COLORS, whenAbsent }, LAST_GOOD, written);
    expect([...revision.entries.keys()]).toEqual(kept);
    expect(revision).toMatchObject({ rejected: [], isAbsent });
  });

  it('are one in a section that is a single parameter', () => {
    const written = ['color', 'color/deeper', 'colors'].map((name) => write(name, 'red', '1'));
    const { entries } = reviseEntries({ ...COLORS, name: 'color' }, NO_LAYERS, written);
    expect([...entries]).toEqual([[SINGLE, ' red @1']]);
  });

  it('are reported by a name that may be shown', () => {
    const section = { ...COLORS, show: (entry: string) => `${entry.slice(0, 2)}…` };
    const { rejected } = reviseEntries(section, NO_LAYERS, [write('colors/secret', '#9')]);
    expect(rejected).toMatchObject([{ name: 'colors/secret', shownName: 'colors/se…' }]);
  });
});

/** Revises the sky by one reading after another, each of what the deploy and the override say. */
function readSky(
  readings: readonly (readonly [deploy: string | undefined, override: string | undefined])[],
  section = COLORS,
) {
  let layers: Layers<string> = LAST_GOOD;
  let revision = reviseEntries(section, layers, []);
  for (const [deploy, override] of readings) {
    const written = [
      ...(deploy === undefined ? [] : [write('colors/sky', deploy, '4')]),
      ...(override === undefined ? [] : [write('overrides/colors/sky', override, '1')]),
    ];
    revision = reviseEntries(section, layers, written);
    layers = revision.layers;
  }
  return revision;
}

describe('an override', () => {
  it.each([
    ['wins if it is good', [['grey', 'red']], 'sky red @1'],
    ['wins over a bad value of the deploy', [['#9', 'red']], 'sky red @1'],
    ['alone is an entry', [[undefined, 'red']], 'sky red @1'],
    ['that is bad from the start leaves the deploy’s', [['grey', '#9']], 'sky grey @4'],
    ['that is bad from the start leaves the deploy’s last good', [['#8', '#9']], 'sky blue @3'],
    [
      'that becomes bad keeps its last good value',
      [
        ['grey', 'red'],
        ['grey', '#9'],
      ],
      'sky red @1',
    ],
    [
      'that stays bad follows the deploy',
      [
        ['grey', '#9'],
        ['white', '#9'],
      ],
      'sky white @4',
    ],
    [
      'that is deleted returns to the deploy’s',
      [
        ['grey', 'red'],
        ['grey', undefined],
      ],
      'sky grey @4',
    ],
    [
      'that is deleted returns to the deploy’s last good',
      [
        ['grey', 'red'],
        ['#9', undefined],
      ],
      'sky grey @4',
    ],
    [
      'that was deleted is forgotten',
      [
        ['grey', 'red'],
        ['grey', undefined],
        ['grey', '#9'],
      ],
      'sky grey @4',
    ],
    [
      'stays without the deploy’s',
      [
        ['grey', 'red'],
        [undefined, '#9'],
      ],
      'sky red @1',
    ],
    ['alone and never good is no entry', [[undefined, '#9']], undefined],
  ] as const)('%s', (_, readings, inForce) => {
    expect(readSky(readings).entries.get('sky')).toBe(inForce);
  });

  it('that is bad and alone has the value of an entry that never had a good one', () => {
    const section = { ...COLORS, whenInvalid: 'none' };
    expect(readSky([[undefined, '#9']], section).entries.get('sky')).toBe('none');
    expect(readSky([['#8', 'red']], section).entries.get('sky')).toBe('sky red @1');
    expect(
      readSky(
        [
          [undefined, '#9'],
          ['grey', '#9'],
        ],
        section,
      ).entries.get('sky'),
    ).toBe('sky grey @4');
  });

  it('is below `overrides/` and the section, no deeper, and no deploy’s value', () => {
    const names = [
      'overrides',
      'overrides/sky',
      'overrides/colors',
      'overrides/colors/sky/deeper',
      'overrides/overrides/colors/sky',
      'overrides/other/sky',
      'colors/overrides/sky',
      'owner',
    ];
    const written = names.map((name) => write(name, 'red'));
    expect(reviseEntries(COLORS, NO_LAYERS, written)).toMatchObject({
      entries: new Map(),
      overrides: [],
      rejected: [],
    });
  });

  it('of a single parameter is directly below `overrides/`', () => {
    const written = ['color', 'overrides/color', 'overrides/color/deeper'].map((name) =>
      write(name, 'red', name),
    );
    const { entries } = reviseEntries({ ...COLORS, name: 'color' }, NO_LAYERS, written);
    expect([...entries]).toEqual([[SINGLE, ' red @overrides/color']]);
  });

  it('is found by a name that may be shown, and reported by its full name', () => {
    const section = { ...COLORS, show: (entry: string) => `${entry.slice(0, 2)}…` };
    const written = [
      write('colors/sky', 'grey'),
      write('overrides/colors/sky', '#9', '1'),
      write('overrides/colors/secret', 'red', '2'),
    ];
    const { overrides, rejected } = reviseEntries(section, NO_LAYERS, written);
    expect(overrides).toEqual([
      { shownName: 'colors/sk…', version: '1', isOfDeploy: true },
      { shownName: 'colors/se…', version: '2', isOfDeploy: false },
    ]);
    expect(rejected).toMatchObject([
      { name: 'overrides/colors/sky', shownName: 'overrides/colors/sk…', version: '1' },
    ]);
  });
});

describe('a section that has to have parameters', () => {
  const REQUIRED = { ...COLORS, whenAbsent: 'last-good' } as const;

  it.each([
    [
      'only an override is written',
      [[undefined, 'red']],
      { sky: 'sky red @1', sea: 'sea green @1' },
      true,
    ],
    [
      'only a bad override is',
      [[undefined, '#9']],
      { sky: 'sky blue @3', sea: 'sea green @1' },
      true,
    ],
    ['only the deploy’s is', [['grey', undefined]], { sky: 'sky grey @4' }, false],
    [
      'nothing is',
      [
        ['grey', 'red'],
        [undefined, undefined],
      ],
      { sky: 'sky red @1' },
      true,
    ],
  ] as const)('keeps the deploy’s last good values if %s', (_, readings, inForce, isAbsent) => {
    const revision = readSky(readings, REQUIRED);
    expect(Object.fromEntries(revision.entries)).toEqual(inForce);
    expect(revision.isAbsent).toBe(isAbsent);
  });

  it('misses nothing if the deploy never wrote one and operators did', () => {
    const written = [write('overrides/colors/sky', 'red', '1')];
    const { entries, isAbsent } = reviseEntries(REQUIRED, NO_LAYERS, written);
    expect([...entries]).toEqual([['sky', 'sky red @1']]);
    expect(isAbsent).toBe(false);
  });
});

it.each([
  ['operations/extraction', '7'],
  ['overrides/operations/extraction', 'override-7'],
  ['overridesoperations/extraction', '7'],
])('the version 7 of %s is written %s', (name, version) => {
  expect(formatVersion({ name, version: '7' })).toBe(version);
});

const NAMES = ['colors/sky', 'colors/sea', 'colors/sun'] as const;
const VALUES = fc.constantFrom('red', 'blue', '#9', undefined);
const READING = fc.record({
  deploy: fc.tuple(VALUES, VALUES, VALUES),
  override: fc.tuple(VALUES, VALUES, VALUES),
});

function writeAll(path: string, values: readonly (string | undefined)[]): readonly WrittenValue[] {
  return NAMES.flatMap((name, index) => {
    const value = values[index];
    return value === undefined ? [] : [write(`${path}${name}`, value)];
  });
}

it('after any readings, what is in force is the override’s layer over the deploy’s, as if each were alone', () => {
  fc.assert(
    fc.property(fc.array(READING, { minLength: 1, maxLength: 6 }), (readings) => {
      let both: Layers<string> = NO_LAYERS;
      let alone: Layers<string> = NO_LAYERS;
      for (const { deploy, override } of readings) {
        const overrides = writeAll('overrides/', override);
        const revision = reviseEntries(COLORS, both, [...overrides, ...writeAll('', deploy)]);
        both = revision.layers;
        alone = {
          deploy: reviseEntries(COLORS, alone, writeAll('', deploy)).layers.deploy,
          override: reviseEntries(COLORS, alone, overrides).layers.override,
        };
        expect(both).toEqual(alone);
        expect(revision.entries).toEqual(new Map([...alone.deploy, ...alone.override]));
      }
    }),
  );
});
