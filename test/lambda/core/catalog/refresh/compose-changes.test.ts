import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../../lambda/core/catalog/catalog';
import { changeCatalog } from '../../../../../lambda/core/catalog/catalog-changes';
import type { CatalogModel } from '../../../../../lambda/core/catalog/catalog-model';
import {
  composeChanges,
  type RefreshedFacts,
} from '../../../../../lambda/core/catalog/refresh/compose-changes';
import { Prices } from '../../../../../lambda/core/pricing/prices';

const ID = 'vendor.model-v1:0';
const MODEL: CatalogModel = {
  id: ID,
  lifecycle: { endOfLife: '2030-01-01' },
  prices: [
    { profiles: ['us', 'eu'], rates: { default: [1, 4] } },
    { profiles: ['in-region'], regions: ['us-east-1'], rates: { default: [2, 8], flex: [1, 4] } },
  ],
};
const BUILT_IN: Catalog = {
  date: '2026-11-28',
  tierMultipliers: { flex: 0.5, priority: 1.75 },
  models: new Map([[ID, MODEL]]),
};
const HERE = ['us-east-1'];

function compose(last: Partial<RefreshedFacts>[], read: Partial<RefreshedFacts>[]) {
  const withId = (facts: Partial<RefreshedFacts>) => ({ id: ID, ...facts });
  return composeChanges({ builtIn: BUILT_IN, last: last.map(withId), read: read.map(withId) });
}

describe('the changes', () => {
  const dearer = { profiles: ['us'], regions: HERE, rates: { default: [1.5, 4] } };

  it.each([
    ['a price that differs', [], [{ prices: [dearer] }], [{ id: ID, prices: [dearer] }]],
    ['a price that was in force', [{ prices: [dearer] }], [], [{ id: ID, prices: [dearer] }]],
    [
      'a price that takes the place of one that was in force',
      [{ prices: [dearer] }],
      [{ prices: [{ ...dearer, rates: { default: [1.7, 4] } }] }],
      [{ id: ID, prices: [{ ...dearer, rates: { default: [1.7, 4] } }] }],
    ],
    [
      'an end that differs',
      [],
      [{ lifecycle: { endOfLife: '2027-01-01' } }],
      [{ id: ID, lifecycle: { endOfLife: '2027-01-01' } }],
    ],
    [
      'a price of a long prompt that differs',
      [],
      [
        {
          prices: [
            {
              ...dearer,
              rates: { default: [1, 4] },
              above: [{ promptTokens: 200_000, rates: { default: [2, 6] } }],
            },
          ],
        },
      ],
      [
        {
          id: ID,
          prices: [
            {
              ...dearer,
              rates: { default: [1, 4] },
              above: [{ promptTokens: 200_000, rates: { default: [2, 6] } }],
            },
          ],
        },
      ],
    ],
  ])('have %s', (_, last, read, changes) => {
    expect(compose(last, read)).toEqual(changes);
  });

  it.each([
    ['a price of the built-in catalog', [{ prices: [{ ...dearer, rates: { default: [1, 4] } }] }]],
    [
      'a tier that costs its multiplier',
      [{ prices: [{ ...dearer, rates: { default: [1, 4], flex: [0.5, 2] } }] }],
    ],
    ['an end of the built-in catalog', [{ lifecycle: { endOfLife: '2030-01-01' } }]],
  ])('do not have %s, also if another was in force', (_, read) => {
    const last = [{ prices: [dearer], lifecycle: { endOfLife: '2027-01-01' } }];
    expect(compose([], read)).toEqual([]);
    const [change] = compose(last, read);
    expect(Object.keys(change ?? {})).toHaveLength(2);
  });

  it('keep of a row the profiles that differ', () => {
    const row = { profiles: ['us', 'jp'], regions: HERE, rates: { default: [1, 4] } };
    expect(compose([], [{ prices: [row] }])).toEqual([
      { id: ID, prices: [{ ...row, profiles: ['jp'] }] },
    ]);
  });
});

const RATE = fc.integer({ min: 1, max: 1_000_000 }).map((rate) => rate / 1000);
const PRICE = fc.record({
  profiles: fc.subarray(['us', 'eu', 'in-region', 'jp'], { minLength: 1 }),
  regions: fc.constant(HERE),
  rates: fc.record(
    { default: fc.tuple(RATE, RATE), flex: fc.tuple(RATE, RATE) },
    { requiredKeys: ['default'] },
  ),
});
const CHANGES = fc.array(PRICE, { maxLength: 3 }).map((prices) => (prices[0] ? [{ prices }] : []));

it('change the built-in catalog to the same prices as what was read changes what was in force', () => {
  fc.assert(
    fc.property(CHANGES, CHANGES, (last, read) => {
      const readAt = '2026-11-28T04:00:00Z';
      const withId = (facts: object) => ({ id: ID, ...facts });
      const inForce = changeCatalog(BUILT_IN, { readAt, models: last.map(withId) });
      const expected = changeCatalog(inForce, { readAt, models: read.map(withId) });
      const actual = changeCatalog(BUILT_IN, { readAt, models: [...compose(last, read)] });
      for (const prefix of ['us.', 'eu.', 'jp.', '']) {
        for (const tier of ['default', 'flex', 'priority'] as const) {
          const call = { baseModelId: `${prefix}${ID}`, tier };
          const [one, other] = [expected, actual].map((catalog) =>
            new Prices({ catalog, region: 'us-east-1' }).ratesOf(call),
          );
          expect(other).toEqual(one);
        }
      }
    }),
  );
});
