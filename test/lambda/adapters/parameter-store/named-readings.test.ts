import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { NamedReadings } from '../../../../lambda/adapters/parameter-store/named-readings';
import type { RequestNames } from '../../../../lambda/core/settings/named-snapshot';
import {
  MAX_AGE_MILLIS,
  NOVA,
  nameCaller,
  startParameters,
} from '../../../contract/start-parameter-tree';
import { listRoutes } from '../../../fakes/fixed-snapshots';

const ID = 'a1b2c3d4e5';
const ROUTES = { 'operations/extraction': NOVA, 'operations/review': `${NOVA}:flex` };

function ask(name: string, callerId = ID): RequestNames {
  return { destination: { kind: 'operation', name }, callerId };
}

/** A tree of so many pages, whose third page is never answered unless a test says otherwise. */
async function startPages(pages = 4, written: Readonly<Record<string, string>> = ROUTES) {
  const callers = Array.from({ length: pages * 10 - 12 }, (_, index) => `callers/caller${index}`);
  const started = await startParameters({
    ...Object.fromEntries(callers.map((name) => [name, '{"name":"other"}'])),
    [`callers/${ID}`]: '{"name":"claims"}',
    ...written,
  });
  const { failures } = started.emulator;
  failures.plan({ kind: 'hang', operation: 'GetParametersByPath', skip: 2, times: 1_000 });
  const listNamed = () =>
    started.emulator.journal.filter(({ operation }) => operation === 'GetParameters');
  return { ...started, listNamed };
}

describe('beside the reading of a long tree', () => {
  it('a request reads the ten parameters that it needs, in one call', async () => {
    const { open, listNamed } = await startPages();
    const snapshot = await open().tree.current(ask('extraction'));
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA} @1` });
    expect(nameCaller(snapshot, ID)).toBe('claims');
    expect(snapshot.isStale).toBeUndefined();
    const sides = ['/bedrock-tier-router', '/bedrock-tier-router/overrides'];
    const names = [
      'operations/extraction',
      'settings/extraction',
      `callers/${ID}`,
      'prices',
      'catalog',
    ];
    expect(listNamed()).toEqual([
      {
        operation: 'GetParameters',
        input: { Names: sides.flatMap((side) => names.map((name) => `${side}/${name}`)) },
      },
    ]);
  });

  it('requests for one operation share a reading, and another operation or caller has its own', async () => {
    const { open, listNamed } = await startPages();
    const { tree } = open();
    await Promise.all([1, 2, 3].map(() => tree.current(ask('extraction'))));
    expect(listNamed()).toHaveLength(1);
    const review = await tree.current(ask('review'));
    expect(listRoutes(review.mapping)).toEqual({ review: `${NOVA}:flex @1` });
    const stranger = await tree.current(ask('review', 'f6g7h8i9j0'));
    expect(nameCaller(stranger, 'f6g7h8i9j0')).toBe('unknown-caller');
    expect(listNamed()).toHaveLength(3);
  });

  it('a reading is used for its maximum age and no longer', async () => {
    const { open, write, listNamed } = await startPages();
    const { tree, clock } = open();
    await tree.current(ask('extraction'));
    write('overrides/operations/extraction', `${NOVA}:flex`);
    clock.advance(MAX_AGE_MILLIS - 1);
    expect(listRoutes((await tree.current(ask('extraction'))).mapping)).toEqual({
      extraction: `${NOVA} @1`,
    });
    clock.advance(1);
    const { mapping } = await tree.current(ask('extraction'));
    expect(listRoutes(mapping)).toEqual({ extraction: `${NOVA}:flex @override-1` });
    expect(listNamed()).toHaveLength(2);
  });

  it.each([
    ['a call that names a model', { destination: { kind: 'model', text: NOVA }, callerId: ID }],
    [
      'a model’s place with an operation',
      { destination: { kind: 'model', text: 'extraction' }, callerId: ID },
    ],
  ] as const)('%s is served', async (_, request) => {
    const { open } = await startPages();
    const snapshot = await open().tree.current(request);
    expect(snapshot.isStale).toBeUndefined();
    expect(nameCaller(snapshot, ID)).toBe('claims');
  });
});

describe('the tree decides', () => {
  async function startReadable() {
    const started = await startPages();
    started.emulator.failures.clear();
    return started;
  }

  it.each([
    ['about an operation that is not written', ask('nowhere')],
    ['about a name that is no operation’s', ask('No/where')],
  ])('%s', async (_, request) => {
    const { open } = await startReadable();
    const { mapping } = await open().tree.current(request);
    expect([...mapping.keys()]).toEqual(['extraction', 'review']);
  });

  it.each(['internal', 'throttle'] as const)('if the call by names fails by %s', async (kind) => {
    const { open, emulator, listNamed } = await startReadable();
    emulator.failures.plan({ kind, operation: 'GetParameters' });
    const { tree, problems } = open();
    const { mapping } = await tree.current(ask('extraction'));
    expect([...mapping.keys()]).toEqual(['extraction', 'review']);
    await vi.waitFor(() => expect(listNamed()).toHaveLength(1));
    expect(problems).toEqual([]);
  });

  it('once it was read, and nothing is read by name any more', async () => {
    const { open, listNamed } = await startReadable();
    const { tree } = open();
    await tree.settled();
    await tree.current(ask('extraction'));
    expect(listNamed()).toEqual([]);
  });

  it('if it has one page, which a start reads in one call', async () => {
    const { open, emulator } = await startParameters(ROUTES);
    await open().tree.current(ask('extraction'));
    expect(emulator.journal.map(({ operation }) => operation)).toEqual(['GetParametersByPath']);
  });

  it('if it has two pages, which are read as fast as by name', async () => {
    const { open, emulator } = await startPages(2);
    emulator.failures.clear();
    await open().tree.current(ask('extraction'));
    expect(emulator.journal.map(({ operation }) => operation)).toEqual([
      'GetParametersByPath',
      'GetParametersByPath',
    ]);
  });
});

it('a request is let go if the reading fails that would say how long the tree is', async () => {
  const { open, emulator } = await startParameters(ROUTES);
  const read = vi.spyOn(NamedReadings.prototype, 'read');
  onTestFinished(() => read.mockRestore());
  emulator.failures.plan({ kind: 'internal', times: 1_000 });
  const { tree } = open();
  await tree.current(ask('extraction'));
  await tree.settled();
  await expect(read.mock.results[0]?.value).resolves.toBeUndefined();
});

it('a request that finds a long tree too old reads by name what has changed', async () => {
  const { open, emulator, write } = await startPages();
  emulator.failures.clear();
  const { tree, clock, telemetry } = open();
  await tree.settled();
  emulator.failures.plan({ kind: 'hang', operation: 'GetParametersByPath', times: 1_000 });
  write('overrides/operations/extraction', `${NOVA}:flex`);
  write('overrides/operations/review', 'bad:turbo');
  clock.advance(2 * MAX_AGE_MILLIS);
  const extraction = await tree.current(ask('extraction'));
  expect(extraction.isStale).toBeUndefined();
  expect(listRoutes(extraction.mapping)).toEqual({ extraction: `${NOVA}:flex @override-1` });
  const review = await tree.current(ask('review'));
  expect(listRoutes(review.mapping)).toEqual({ review: `${NOVA}:flex @1` });
  expect(telemetry.mappingProblems).toEqual([]);
});
