import { describe, expect, it, vi } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { serveOnLoopback } from '../../../../local/loopback-server';
import {
  MAX_AGE_MILLIS,
  NOVA,
  nameCaller,
  openTree,
  PREFIX,
  priceNova,
  refresh,
  startParameters,
} from '../../../contract/start-parameter-tree';
import { listRoutes } from '../../../fakes/fixed-snapshots';

const ID = 'a1b2c3d4e5';
const EXTRACTION = { 'operations/extraction': NOVA };
const DEPLOYED_ROUTES = {
  classification: `${NOVA}:priority @deploy`,
  extraction: `${NOVA}:flex @deploy`,
};
const UNREADABLE = { kind: 'unreadable', parameterPath: PREFIX };

describe('at a cold start', () => {
  it('the deploy’s mapping and the built-in prices are in force, and nobody is let in', async () => {
    const server = await serveOnLoopback(() => {});
    await server.close();
    const { tree, problems } = openTree(server.url);
    const snapshot = await tree.current();
    expect(listRoutes(snapshot.mapping)).toEqual(DEPLOYED_ROUTES);
    expect(snapshot.catalog).toBe(BUILT_IN_CATALOG);
    expect(priceNova(snapshot)).toBe(0.33);
    expect(nameCaller(snapshot, ID)).toBe('callers-unavailable');
    expect(nameCaller(snapshot, undefined)).toBe('callers-unavailable');
    const refused = { ...UNREADABLE, cause: { code: 'ECONNREFUSED' } };
    expect(problems).toMatchObject([refused, refused, refused, refused]);
  });

  it('the deploy’s mapping is in force when there is no parameter', async () => {
    const { open } = await startParameters();
    const { tree, problems } = open();
    const snapshot = await tree.current();
    expect(listRoutes(snapshot.mapping)).toEqual(DEPLOYED_ROUTES);
    expect(nameCaller(snapshot, ID)).toBe('unknown-caller');
    expect(problems).toEqual([{ kind: 'empty', parameterPath: `${PREFIX}/operations` }]);
  });

  it('a failed reading is repeated for the first who asks', async () => {
    const { open, emulator } = await startParameters(EXTRACTION);
    emulator.failures.plan({ kind: 'throttle', times: 2 });
    const { tree } = open();
    expect(listRoutes((await tree.current()).mapping)).toEqual({ extraction: `${NOVA} @1` });
  });

  it('Parameter Store is asked again within seconds', async () => {
    const { open, emulator } = await startParameters({ [`callers/${ID}`]: '{"name":"claims"}' });
    emulator.failures.plan({ kind: 'throttle', times: 5 });
    const { tree, clock, problems } = open();
    expect(nameCaller(await tree.current(), ID)).toBe('callers-unavailable');
    expect(emulator.journal).toHaveLength(4);
    clock.advance(2_000);
    expect(nameCaller(await tree.current(), ID)).toBe('callers-unavailable');
    clock.advance(4_000);
    expect(nameCaller(await tree.current(), ID)).toBe('claims');
    const throttled = { ...UNREADABLE, cause: { name: 'ThrottlingException' } };
    expect(problems.slice(0, 5)).toMatchObject(Array.from({ length: 5 }, () => throttled));
    expect(problems.slice(5)).toMatchObject([{ kind: 'empty' }]);
  });
});

describe('later', () => {
  it.each([
    ['throttle', 'ThrottlingException'],
    ['internal', 'InternalServerError'],
  ] as const)('the last good snapshot is kept through %s', async (kind, name) => {
    const { open, emulator, write } = await startParameters(EXTRACTION);
    const opened = open();
    const good = await opened.tree.current();
    write('operations/extraction', `${NOVA}:flex`);
    emulator.failures.plan({ kind });
    expect(await refresh(opened)).toBe(good);
    expect(opened.problems).toMatchObject([{ ...UNREADABLE, cause: { name } }]);
  });

  it('a snapshot of twice its maximum age is stale until a reading succeeds', async () => {
    const { open, emulator } = await startParameters(EXTRACTION);
    const { tree, clock } = open();
    const good = await tree.current();
    expect(good.isStale).toBeUndefined();
    emulator.failures.plan({ kind: 'internal', times: 3 });
    clock.advance(2 * MAX_AGE_MILLIS);
    expect(await tree.current()).toEqual({ ...good, isStale: true });
    clock.advance(1_000);
    expect((await tree.current()).isStale).toBeUndefined();
  });

  it('the last good mapping is kept when all operations are gone, and callers are not', async () => {
    const { open, remove } = await startParameters({
      ...EXTRACTION,
      [`callers/${ID}`]: '{"name":"claims"}',
    });
    const opened = open();
    const good = await opened.tree.current();
    remove('operations/extraction');
    remove(`callers/${ID}`);
    const snapshot = await refresh(opened);
    expect(snapshot.mapping).toEqual(good.mapping);
    expect(nameCaller(snapshot, ID)).toBe('unknown-caller');
    expect(opened.problems).toEqual([{ kind: 'empty', parameterPath: `${PREFIX}/operations` }]);
  });

  it('the last good snapshot is kept when a second page fails', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `operations/operation-${index + 1}`);
    const written = Object.fromEntries(names.map((name) => [name, NOVA]));
    const { open, emulator, write } = await startParameters(written);
    const opened = open();
    const good = await opened.tree.current();
    write('operations/operation-1', `${NOVA}:flex`);
    emulator.failures.plan({ kind: 'slow', milliseconds: 1 });
    emulator.failures.plan({ kind: 'internal' });
    expect(await refresh(opened)).toBe(good);
    expect(emulator.journal).toHaveLength(4);
  });
});

it('a first reading that hangs is given up and repeated at once', async () => {
  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  const { open, emulator } = await startParameters(EXTRACTION);
  emulator.failures.plan({ kind: 'hang' });
  const { tree, problems } = open();
  const asking = tree.current();
  await vi.waitFor(() => expect(emulator.journal).toHaveLength(1));
  expect(timeout).toHaveBeenCalledWith(2_000);
  limit.abort();
  timeout.mockRestore();
  expect(listRoutes((await asking).mapping)).toEqual({ extraction: `${NOVA} @1` });
  expect(problems).toMatchObject([{ ...UNREADABLE, cause: { name: 'AbortError' } }]);
});

it('settles only when the reading under way has ended', async () => {
  const { open, emulator } = await startParameters(EXTRACTION);
  emulator.failures.plan({ kind: 'slow', milliseconds: 5 });
  const { tree } = open();
  await tree.settled();
  expect(listRoutes((await tree.current()).mapping)).toEqual({ extraction: `${NOVA} @1` });
});
