import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import {
  changeCatalog,
  parseCatalogChanges,
} from '../../../../lambda/core/catalog/catalog-changes';
import type { CatalogModel, CatalogPrice } from '../../../../lambda/core/catalog/catalog-model';
import { Prices } from '../../../../lambda/core/pricing/prices';
import { composeCatalog } from './compose-catalog';

const READ_AT = '2026-11-28T04:00:00Z';
const US: CatalogPrice = { profiles: ['us'], rates: { default: [2, 10] } };
const PLAIN: CatalogPrice = {
  profiles: ['in-region'],
  regions: ['us-east-1', 'eu-west-2'],
  rates: { default: [1, 5] },
};

function change(...models: CatalogModel[]) {
  const catalog = composeCatalog({
    id: 'acme.large',
    outputTokens: 4_096,
    tiers: ['default'],
    prices: [US, PLAIN],
  });
  return changeCatalog(catalog, { readAt: READ_AT, models });
}

/** What the model costs through `us` in us-east-1, and by its plain ID in us-east-1 and eu-west-2. */
function ratesOf(...changed: CatalogPrice[]) {
  const catalog = change({ id: 'acme.large', prices: changed });
  const find = (id: string, region: string) =>
    new Prices({ catalog, region }).find({ baseModelId: id })?.rates['default'];
  return [
    find('us.acme.large', 'us-east-1'),
    find('acme.large', 'us-east-1'),
    find('acme.large', 'eu-west-2'),
  ];
}

describe('a change', () => {
  it('replaces the facts that it has, and keeps the others', () => {
    const lifecycle = { endOfLife: '2027-01-08' };
    const { date, models } = change({ id: 'acme.large', tiers: ['default', 'flex'], lifecycle });
    expect(date).toBe('2026-11-28');
    expect(models.get('acme.large')).toEqual({
      id: 'acme.large',
      outputTokens: 4_096,
      tiers: ['default', 'flex'],
      lifecycle,
      prices: [US, PLAIN],
    });
  });

  it('may add a model', () => {
    const model: CatalogModel = { id: 'acme.small', prices: [US] };
    expect(change(model).models.get('acme.small')).toEqual(model);
  });

  it.each<[string, CatalogPrice[], (readonly number[] | undefined)[]]>([
    [
      'nothing',
      [],
      [
        [2, 10],
        [1, 5],
        [1, 5],
      ],
    ],
    [
      'a profile',
      [{ ...US, rates: { default: [3, 9] } }],
      [
        [3, 9],
        [1, 5],
        [1, 5],
      ],
    ],
    [
      'a profile in one Region',
      [{ ...US, regions: ['us-east-1'], rates: { default: [3, 9] } }],
      [
        [3, 9],
        [1, 5],
        [1, 5],
      ],
    ],
    [
      'a profile in another Region',
      [{ ...US, regions: ['us-west-2'], rates: { default: [3, 9] } }],
      [
        [2, 10],
        [1, 5],
        [1, 5],
      ],
    ],
    [
      'the plain ID in one Region',
      [{ ...PLAIN, regions: ['eu-west-2'], rates: { default: [3, 9] } }],
      [
        [2, 10],
        [1, 5],
        [3, 9],
      ],
    ],
    [
      'the plain ID in every Region',
      [{ profiles: ['in-region'], rates: { default: [3, 9] } }],
      [
        [2, 10],
        [3, 9],
        [3, 9],
      ],
    ],
    [
      'both at once',
      [{ profiles: ['us', 'in-region'], rates: { default: [3, 9] } }],
      [
        [3, 9],
        [3, 9],
        [3, 9],
      ],
    ],
  ])('of the price of %s', (_, changed, rates) => {
    expect(ratesOf(...changed)).toEqual(rates);
  });

  it('leaves the built-in catalog as it was', () => {
    const before = JSON.stringify([...BUILT_IN_CATALOG.models]);
    const models = [{ id: 'amazon.nova-2-lite-v1:0', tiers: [], prices: [US] }];
    changeCatalog(BUILT_IN_CATALOG, { readAt: READ_AT, models });
    expect(JSON.stringify([...BUILT_IN_CATALOG.models])).toBe(before);
  });
});

it('changes that repeat a catalog change nothing', () => {
  const models = [...BUILT_IN_CATALOG.models.values()];
  fc.assert(
    fc.property(fc.subarray(models, { minLength: 1, maxLength: 5 }), (repeated) => {
      const text = JSON.stringify({ readAt: READ_AT, models: repeated });
      const parsed = parseCatalogChanges(text);
      if (parsed.kind === 'rejected') throw new Error(parsed.problem);
      expect(changeCatalog(BUILT_IN_CATALOG, parsed.value).models).toEqual(BUILT_IN_CATALOG.models);
    }),
  );
});

it.each([
  ['{', 'the value is not a JSON object, such as {"readAt":"2026-11-28T04:00:00Z","models":[]}'],
  ['{"models":[]}', 'readAt is undefined, not a time such as 2026-11-28T04:00:00Z'],
  [
    '{"readAt":"yesterday","models":[]}',
    'readAt is "yesterday", not a time such as 2026-11-28T04:00:00Z',
  ],
  [`{"readAt":"${READ_AT}","models":{}}`, 'models is {}, not a list of models'],
  [
    `{"readAt":"${READ_AT}","models":[{"id":""}]}`,
    'models[0].id is "", not a text that is not empty',
  ],
  [
    `{"readAt":"${READ_AT}","models":[{"id":"a.b","outputTokens":0}]}`,
    'models[0].outputTokens is 0, not a whole number from 1',
  ],
  [
    `{"readAt":"${READ_AT}","models":[{"id":"a.b","prices":[{"profiles":["us"],"rates":{"default":[-1,2]}}]}]}`,
    'models[0].prices[0].rates.default[0] is -1, not USD per million tokens, from 0 to 1000, or null if unknown',
  ],
])('%s is refused: %s', (text, problem) => {
  expect(parseCatalogChanges(text)).toEqual({ kind: 'rejected', problem });
});
