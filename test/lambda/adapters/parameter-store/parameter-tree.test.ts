import { describe, expect, it, vi } from 'vitest';
import {
  MAX_AGE_MILLIS,
  NOVA,
  nameCaller,
  PREFIX,
  priceNova,
  refresh,
  startParameters,
} from '../../../contract/start-parameter-tree';
import { listRoutes } from '../../../fakes/fixed-snapshots';

const ID = 'a1b2c3d4e5';
const EXTRACTION = { 'operations/extraction': NOVA };

/** Parameters enough for so many pages of ten. */
function fillPages(pages: number): Record<string, string> {
  const count = pages * 10 - 9;
  const names = Array.from({ length: count }, (_, index) => `callers/caller${index}`);
  return Object.fromEntries(names.map((name) => [name, `{"name":"${name.slice(8)}"}`]));
}

describe('a reading', () => {
  it('asks for everything below the prefix', async () => {
    const { open, emulator } = await startParameters({
      ...EXTRACTION,
      [`callers/${ID}`]: '{"name":"claims"}',
      prices: '{"rows":{"us.amazon.nova-2-lite-v1:0":[0.4,3]}}',
    });
    const snapshot = await open().tree.current();
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA} @1` });
    expect(nameCaller(snapshot, ID)).toBe('claims');
    expect(priceNova(snapshot)).toBe(0.4);
    expect(emulator.journal).toEqual([
      { operation: 'GetParametersByPath', input: { Path: PREFIX, Recursive: true } },
    ]);
  });

  it('takes no parameter from deeper levels or unknown sections', async () => {
    const { open } = await startParameters({
      ...EXTRACTION,
      'operations/extraction/deeper': NOVA,
      'operation/other': NOVA,
      operations: NOVA,
      [`callers/${ID}/deeper`]: '{"name":"claims"}',
      'prices/deeper': '{',
      unknown: '{',
    });
    const { tree, problems } = open();
    const { mapping, policies } = await tree.current();
    expect(listRoutes(mapping)).toEqual({ extraction: `${NOVA} @1` });
    expect(policies).toEqual(new Map());
    expect(problems).toEqual([]);
  });

  it('goes on over pages of ten', async () => {
    const { open, emulator } = await startParameters({ ...fillPages(3), ...EXTRACTION });
    const { mapping, policies } = await open().tree.current();
    expect(policies?.size).toBe(21);
    expect(mapping.has('extraction')).toBe(true);
    expect(emulator.journal).toHaveLength(3);
  });

  it('gives every page its own time', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    const { open } = await startParameters(fillPages(3));
    await open().tree.current();
    const limits = timeout.mock.calls.flat();
    timeout.mockRestore();
    expect(limits).toEqual([20_000, 2_000, 2_000, 2_000]);
  });

  it('of many pages is repeated more seldom: two seconds later for each page after the first', async () => {
    const { open, emulator } = await startParameters(fillPages(21));
    const { tree, clock } = open();
    await tree.current();
    expect(emulator.journal).toHaveLength(21);
    clock.advance(39_999);
    await tree.current();
    await tree.settled();
    expect(emulator.journal).toHaveLength(21);
    clock.advance(1);
    await tree.current();
    await tree.settled();
    expect(emulator.journal).toHaveLength(42);
  });

  it('begins before the first request', async () => {
    const { open, emulator } = await startParameters(EXTRACTION);
    await open().tree.settled();
    expect(emulator.journal).toHaveLength(1);
  });
});

describe('a snapshot', () => {
  it('is not read again before its maximum age', async () => {
    const { open, emulator } = await startParameters(EXTRACTION);
    const { tree, clock } = open();
    await tree.current();
    clock.advance(MAX_AGE_MILLIS - 1);
    await tree.current();
    await tree.settled();
    expect(emulator.journal).toHaveLength(1);
  });

  it('is read again beside the request that finds it too old', async () => {
    const { open, emulator, write } = await startParameters(EXTRACTION);
    const { tree, clock } = open();
    const old = await tree.current();
    write('operations/extraction', `${NOVA}:flex`);
    emulator.failures.plan({ kind: 'hang' });
    clock.advance(MAX_AGE_MILLIS);
    expect(await tree.current()).toBe(old);
    expect(await tree.current()).toBe(old);
  });

  it.each([
    ['twice its maximum age', 2 * MAX_AGE_MILLIS],
    ['hours', 6 * 3_600_000],
  ])('of %s is read again before the request', async (_, ageMillis) => {
    const { open, write, remove } = await startParameters({
      ...EXTRACTION,
      [`callers/${ID}`]: '{"name":"claims"}',
    });
    const { tree, clock } = open();
    await tree.current();
    write('operations/extraction', `${NOVA}:flex`);
    remove(`callers/${ID}`);
    write('prices', '{"rows":{"us.amazon.nova-2-lite-v1:0":[0.4,3]}}');
    clock.advance(ageMillis);
    const snapshot = await tree.current();
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA}:flex @2` });
    expect(nameCaller(snapshot, ID)).toBe('unknown-caller');
    expect(priceNova(snapshot)).toBe(0.4);
  });

  it('is the new one after that reading, and the old one is as it was', async () => {
    const { open, write } = await startParameters(EXTRACTION);
    const opened = open();
    const old = await opened.tree.current();
    write('operations/extraction', `${NOVA}:flex`);
    write(`callers/${ID}`, '{"name":"claims"}');
    const renewed = await refresh(opened);
    expect(listRoutes(renewed.mapping)).toEqual({ extraction: `${NOVA}:flex @2` });
    expect(nameCaller(renewed, ID)).toBe('claims');
    expect(listRoutes(old.mapping)).toEqual({ extraction: `${NOVA} @1` });
    expect(nameCaller(old, ID)).toBe('unknown-caller');
  });

  it('is read once for all who find it too old', async () => {
    const { open, emulator } = await startParameters(EXTRACTION);
    const { tree, clock } = open();
    await tree.current();
    clock.advance(MAX_AGE_MILLIS);
    await Promise.all(Array.from({ length: 20 }, () => tree.current()));
    await tree.settled();
    expect(emulator.journal).toHaveLength(2);
  });

  it('is read once for all who wait for the first', async () => {
    const { open, emulator } = await startParameters(EXTRACTION);
    const { tree } = open();
    const asked = await Promise.all(Array.from({ length: 20 }, () => tree.current()));
    const versions = asked.map(({ mapping }) => mapping.get('extraction')?.version);
    expect(new Set(versions)).toEqual(new Set(['1']));
    expect(emulator.journal).toHaveLength(1);
  });

  it('of no age at all is read for every request, one at a time', async () => {
    const { open, emulator } = await startParameters(EXTRACTION);
    const { tree } = open({ maxAgeMillis: 0 });
    for (let request = 0; request < 3; request += 1) {
      await tree.current();
      await tree.settled();
    }
    expect(emulator.journal).toHaveLength(4);
  });

  it('has no policies, and looks at none, when callers are not configured', async () => {
    const { open } = await startParameters({ ...EXTRACTION, [`callers/${ID}`]: 'claims' });
    const { tree, problems } = open({ hasCallers: false });
    expect(await tree.current()).toMatchObject({ policies: undefined });
    expect(problems).toEqual([]);
  });
});

describe('a parameter', () => {
  it('that is new takes effect', async () => {
    const { open, write } = await startParameters(EXTRACTION);
    const opened = open();
    await opened.tree.current();
    write('operations/summary', 'google.gemma-3-27b-it:flex');
    write('prices', '{"multipliers":{"flex":0.25}}');
    const snapshot = await refresh(opened);
    expect(listRoutes(snapshot.mapping)).toEqual({
      extraction: `${NOVA} @1`,
      summary: 'google.gemma-3-27b-it:flex @1',
    });
    expect(priceNova(snapshot, 'flex')).toBe(0.0825);
  });

  it('that is deleted takes its operation, caller or prices with it, the last caller too', async () => {
    const { open, remove } = await startParameters({
      ...EXTRACTION,
      'operations/summary': NOVA,
      [`callers/${ID}`]: '{"name":"claims"}',
      prices: '{"rows":{"us.amazon.nova-2-lite-v1:0":[0.4,3]}}',
    });
    const opened = open();
    expect(priceNova(await opened.tree.current())).toBe(0.4);
    remove('operations/summary');
    remove(`callers/${ID}`);
    remove('prices');
    const snapshot = await refresh(opened);
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA} @1` });
    expect(nameCaller(snapshot, ID)).toBe('unknown-caller');
    expect(priceNova(snapshot)).toBe(0.33);
    expect(opened.problems).toEqual([]);
  });
});
