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

describe('a snapshot', () => {
  it('is the deploy’s mapping and the built-in prices before the first reading', () => {
    expect(FIRST.policies).toBeUndefined();
    expect(FIRST.catalog).toBe(BUILT_IN_CATALOG);
    expect(priceNova(FIRST)).toBe(0.33);
    expect(listRoutes(FIRST.mapping)).toEqual({ extraction: `${NOVA}:flex @deploy` });
  });

  it('has what was written, section by section', () => {
    const { snapshot, rejected, isMappingAbsent } = reviseSnapshot(FIRST, WRITTEN, RULES);
    expect(listRoutes(snapshot.mapping)).toEqual({ extraction: `${NOVA} @2` });
    expect(snapshot.policies).toEqual(new Map([['a1b2c3d4e5', composePolicy({ name: 'claims' })]]));
    expect(snapshot.prices.multipliers).toEqual({ flex: 0.25, priority: 1.75 });
    expect(snapshot.catalog.date).toBe('2026-11-28');
    expect(priceNova(snapshot)).toBe(0.44);
    expect(rejected).toEqual([]);
    expect(isMappingAbsent).toBe(false);
  });

  it('keeps the mapping alone when nothing is written', () => {
    const { snapshot: before } = reviseSnapshot(FIRST, WRITTEN, RULES);
    const { snapshot, isMappingAbsent } = reviseSnapshot(before, [], RULES);
    expect(isMappingAbsent).toBe(true);
    expect(snapshot.mapping).toBe(before.mapping);
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
    const { snapshot, rejected } = reviseSnapshot(FIRST, WRITTEN, { ...RULES, hasCallers: false });
    expect(snapshot.policies).toBeUndefined();
    expect(rejected).toEqual([]);
  });

  it('keeps every last good value, and names what is wrong with each', () => {
    const { snapshot: good } = reviseSnapshot(FIRST, WRITTEN, RULES);
    const bad = WRITTEN.map((written) => ({ ...written, value: '!', version: '9' }));
    const { snapshot, rejected } = reviseSnapshot(good, bad, RULES);
    expect(snapshot).toEqual(good);
    expect(snapshot.catalog).toBe(good.catalog);
    expect(snapshot.prices.overrides).toBe(good.prices.overrides);
    expect(priceNova(snapshot, 'flex')).toBe(0.11);
    expect(rejected.map(({ kind, name, version }) => [kind, name, version])).toEqual([
      ['rejected', 'operations/extraction', '9'],
      ['policy-rejected', 'callers/a1b2c3d4e5', '9'],
      ['prices-rejected', 'prices', '9'],
      ['catalog-rejected', 'catalog', '9'],
    ]);
  });
});
