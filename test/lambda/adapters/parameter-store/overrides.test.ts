import { describe, expect, it } from 'vitest';
import { NOVA, nameCaller, refresh, startParameters } from '../../../contract/start-parameter-tree';
import { listRoutes } from '../../../fakes/fixed-snapshots';

const EXTRACTION = { 'operations/extraction': NOVA };
const KEY = 'canary0123456789012345678901234567890123';

describe('the first reading', () => {
  it('records the overrides that it found, once, and no value', async () => {
    const { open, write } = await startParameters({
      ...EXTRACTION,
      'overrides/operations/extraction': `${NOVA}:flex`,
      'overrides/operations/summary': 'bad:turbo',
      [`overrides/callers/${KEY}`]: '{"name":"claims"}',
      'overrides/prices': '{}',
      'overrides/unknown': '{}',
    });
    const opened = open();
    await opened.tree.current();
    write('overrides/operations/other', NOVA);
    await refresh(opened);
    expect(opened.telemetry.ownerships).toEqual([
      {
        parameterPrefix: '/bedrock-tier-router',
        overrides: [
          { shownName: 'operations/extraction', version: '1', isOfDeploy: true },
          { shownName: 'operations/summary', version: '1', isOfDeploy: false },
          { shownName: 'callers/cana…', version: '1', isOfDeploy: false },
          { shownName: 'prices', version: '1', isOfDeploy: false },
        ],
        foreign: undefined,
      },
    ]);
    expect(JSON.stringify(opened.problems)).not.toContain(KEY);
  });

  it('that succeeds after one that failed records them', async () => {
    const { open, emulator } = await startParameters({ 'overrides/prices': '{}', ...EXTRACTION });
    emulator.failures.plan({ kind: 'throttle' });
    const { tree, telemetry } = open();
    await tree.current();
    expect(telemetry.ownerships).toMatchObject([{ overrides: [{ shownName: 'prices' }] }]);
  });

  it.each([
    ['stack-1', 'stack-2', { owner: 'stack-2', own: 'stack-1' }],
    ['stack-1', 'stack-1', undefined],
    [undefined, 'stack-2', undefined],
    ['stack-1', undefined, undefined],
  ])('of the stack %s under a prefix of %s finds the owner %o', async (own, owner, foreign) => {
    const { open } = await startParameters({
      ...EXTRACTION,
      ...(owner === undefined ? {} : { owner, 'overrides/owner': 'stack-3' }),
    });
    const { tree, telemetry, problems } = open({ owner: own });
    await tree.current();
    expect(telemetry.ownerships).toMatchObject([{ overrides: [], foreign }]);
    expect(problems).toEqual([]);
  });
});

it('a prefix that ends with `/overrides` has its own deploy and overrides', async () => {
  const { open } = await startParameters({
    ...EXTRACTION,
    'overrides/operations/extraction': `${NOVA}:flex`,
    'overrides/overrides/operations/extraction': `${NOVA}:priority`,
  });
  const outer = await open().tree.current();
  const inner = await open({ prefix: '/bedrock-tier-router/overrides' }).tree.current();
  expect(listRoutes(outer.mapping)).toEqual({ extraction: `${NOVA}:flex @override-1` });
  expect(listRoutes(inner.mapping)).toEqual({ extraction: `${NOVA}:priority @override-1` });
});

it('overrides are read by the same call, page by page, with the deploy’s parameters', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `overrides/callers/caller${index}`);
  const { open, emulator } = await startParameters({
    ...EXTRACTION,
    ...Object.fromEntries(names.map((name) => [name, '{"name":"claims"}'])),
  });
  const snapshot = await open().tree.current();
  expect(nameCaller(snapshot, 'caller11')).toBe('claims');
  expect(emulator.journal.map(({ operation }) => operation)).toEqual([
    'GetParametersByPath',
    'GetParametersByPath',
  ]);
});

it('a bad override is reported by its own name and once per version', async () => {
  const { open, write } = await startParameters({
    ...EXTRACTION,
    'overrides/operations/extraction': 'bad:turbo',
  });
  const opened = open();
  await opened.tree.current();
  await refresh(opened);
  write('overrides/operations/extraction', 'worse:turbo');
  const snapshot = await refresh(opened);
  expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA} @1` });
  const parameterName = '/bedrock-tier-router/overrides/operations/extraction';
  expect(opened.problems).toMatchObject([
    { kind: 'rejected', parameterName, version: '1', isRepeated: false },
    { kind: 'rejected', parameterName, version: '1', isRepeated: true },
    { kind: 'rejected', parameterName, version: '2', isRepeated: false },
  ]);
});
