import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import {
  composeFirstSnapshot,
  reviseSnapshot,
  type SnapshotRules,
} from '../../../../lambda/core/settings/snapshot';
import { priceNova } from '../../../contract/start-parameter-tree';
import { composePolicy } from '../../../fakes/compose-policy';
import { composeMapping, listRoutes } from '../../../fakes/fixed-snapshots';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const RULES: SnapshotRules = {
  bounds: { models: 'any', tiers: ['default', 'flex'] },
  hasCallers: true,
  region: 'us-east-1',
};
const FIRST = composeFirstSnapshot(composeMapping({ extraction: `${NOVA}:flex` }, 'deploy'), RULES);
const WRITTEN = [
  { name: 'operations/extraction', value: NOVA, version: '2' },
  { name: 'callers/a1b2c3d4e5', value: '{"name":"claims"}', version: '1' },
  { name: 'prices', value: '{"multipliers":{"flex":0.25}}', version: '7' },
  {
    name: 'catalog',
    value: JSON.stringify({
      readAt: '2026-11-28T04:00:00Z',
      models: [
        {
          id: 'amazon.nova-2-lite-v1:0',
          prices: [{ profiles: ['us'], rates: { default: [0.44, 3] } }],
        },
      ],
    }),
    version: '5',
  },
];
/** An override in each section. */
const OVERRIDES = [
  { name: 'overrides/operations/extraction', value: `${NOVA}:flex`, version: '3' },
  { name: 'overrides/callers/a1b2c3d4e5', value: '{"name":"ocr"}', version: '1' },
  { name: 'overrides/prices', value: '{"multipliers":{"flex":0.1}}', version: '2' },
  {
    name: 'overrides/catalog',
    value: '{"readAt":"2027-01-02T04:00:00Z","models":[]}',
    version: '4',
  },
];

describe('a snapshot', () => {
  it('is the deploy’s mapping and the built-in prices before the first reading', () => {
    expect(FIRST.policies).toBeUndefined();
    expect(FIRST.catalog).toBe(BUILT_IN_CATALOG);
    expect(priceNova(FIRST)).toBe(0.33);
    expect(listRoutes(FIRST.mapping)).toEqual({ extraction: `${NOVA}:flex @deploy` });
  });

  it('has what was written, section by section', () => {
    const { snapshot, overrides, isMappingAbsent } = reviseSnapshot(FIRST, WRITTEN, RULES);
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA} @2` });
    expect(snapshot.policies).toEqual(new Map([['a1b2c3d4e5', composePolicy({ name: 'claims' })]]));
    expect(snapshot.prices.multipliers).toEqual({ flex: 0.25, priority: 1.75 });
    expect(snapshot.catalog.date).toBe('2026-11-28');
    expect(priceNova(snapshot)).toBe(0.44);
    expect(snapshot.rejected).toEqual([]);
    expect(overrides).toEqual([]);
    expect(isMappingAbsent).toBe(false);
  });

  it('keeps the mapping alone when nothing is written', () => {
    const { snapshot: before } = reviseSnapshot(FIRST, WRITTEN, RULES);
    const { snapshot, isMappingAbsent } = reviseSnapshot(before, [], RULES);
    expect(isMappingAbsent).toBe(true);
    expect(snapshot.mapping).toEqual(before.mapping);
    expect(snapshot.policies).toEqual(new Map());
    expect(snapshot.catalog).toBe(BUILT_IN_CATALOG);
    expect(priceNova(snapshot, 'flex')).toBe(0.165);
  });

  it('has nothing of the prices that an earlier version wrote', () => {
    const { snapshot: before } = reviseSnapshot(FIRST, WRITTEN, RULES);
    const prices = { name: 'prices', value: '{"multipliers":{"priority":2}}', version: '8' };
    const { snapshot } = reviseSnapshot(before, [prices], RULES);
    expect(snapshot.prices.multipliers).toEqual({ flex: 0.5, priority: 2 });
  });

  it('has no policies when callers are not configured', () => {
    const rules = { ...RULES, hasCallers: false };
    const { snapshot, overrides } = reviseSnapshot(FIRST, [...WRITTEN, ...OVERRIDES], rules);
    expect(snapshot.policies).toBeUndefined();
    expect(snapshot.rejected).toEqual([]);
    expect(overrides.map(({ shownName }) => shownName)).not.toContain('callers/a1b2c3d4e5');
  });

  it('keeps every last good value, and names what is wrong with each', () => {
    const { snapshot: good } = reviseSnapshot(FIRST, WRITTEN, RULES);
    const bad = WRITTEN.map((written) => ({ ...written, value: '!', version: '9' }));
    const { snapshot } = reviseSnapshot(good, bad, RULES);
    expect(snapshot).toEqual({ ...good, rejected: snapshot.rejected });
    expect(snapshot.catalog).toBe(good.catalog);
    expect(snapshot.prices.overrides).toBe(good.prices.overrides);
    expect(priceNova(snapshot, 'flex')).toBe(0.11);
    expect(snapshot.rejected.map(({ kind, name, version }) => [kind, name, version])).toEqual([
      ['rejected', 'operations/extraction', '9'],
      ['policy-rejected', 'callers/a1b2c3d4e5', '9'],
      ['prices-rejected', 'prices', '9'],
      ['catalog-rejected', 'catalog', '9'],
    ]);
  });

  it('has the overrides in place of what the deploy wrote, in every section', () => {
    const written = [...OVERRIDES, ...WRITTEN];
    const { snapshot, overrides } = reviseSnapshot(FIRST, written, RULES);
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA}:flex @override-3` });
    expect(snapshot.policies).toEqual(new Map([['a1b2c3d4e5', composePolicy({ name: 'ocr' })]]));
    expect(snapshot.prices.multipliers).toEqual({ flex: 0.1, priority: 1.75 });
    expect(snapshot.catalog.date).toBe('2027-01-02');
    expect(priceNova(snapshot)).toBe(0.33);
    expect(overrides).toEqual([
      { shownName: 'operations/extraction', version: '3', isOfDeploy: true },
      { shownName: 'callers/a1b2c3d4e5', version: '1', isOfDeploy: true },
      { shownName: 'prices', version: '2', isOfDeploy: true },
      { shownName: 'catalog', version: '4', isOfDeploy: true },
    ]);
    const { snapshot: later } = reviseSnapshot(snapshot, WRITTEN, RULES);
    expect(later).toEqual(reviseSnapshot(FIRST, WRITTEN, RULES).snapshot);
  });

  it('reports bad overrides by their full names, and keeps what the deploy says', () => {
    const bad = OVERRIDES.map((written) => ({ ...written, value: '!' }));
    const { snapshot } = reviseSnapshot(FIRST, [...WRITTEN, ...bad], RULES);
    const deployed = reviseSnapshot(FIRST, WRITTEN, RULES).snapshot;
    expect(snapshot).toEqual({ ...deployed, rejected: snapshot.rejected });
    expect(snapshot.rejected.map(({ kind, name, version }) => [kind, name, version])).toEqual([
      ['rejected', 'overrides/operations/extraction', '3'],
      ['policy-rejected', 'overrides/callers/a1b2c3d4e5', '1'],
      ['prices-rejected', 'overrides/prices', '2'],
      ['catalog-rejected', 'overrides/catalog', '4'],
    ]);
  });
});
