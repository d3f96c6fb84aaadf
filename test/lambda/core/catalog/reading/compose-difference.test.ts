import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../../lambda/core/catalog/catalog';
import type { CatalogModel } from '../../../../../lambda/core/catalog/catalog-model';
import {
  composeDifference,
  type RegionReading,
} from '../../../../../lambda/core/catalog/reading/compose-difference';
import {
  checkPlausibility,
  writeChangedModels,
} from '../../../../../lambda/core/catalog/reading/plausibility';
import type { PriceReading } from '../../../../../lambda/core/catalog/reading/price-reading';

const NOVA: CatalogModel = {
  id: 'amazon.nova-2-lite-v1:0',
  input: ['text', 'image', 'document'],
  output: ['text'],
  profiles: ['global', 'us'],
  lifecycle: { endOfLife: '2027-12-02' },
  prices: [
    { profiles: ['global'], rates: { default: [0.3, 2.5, 0.075, 0] } },
    { profiles: ['us'], rates: { default: [0.33, 2.75, 0.0825, 0] } },
  ],
};

const CATALOG: Catalog = {
  date: '2026-11-28',
  tierMultipliers: { flex: 0.5, priority: 1.75 },
  models: new Map([[NOVA.id, NOVA]]),
};

const EAST: RegionReading = {
  region: 'us-east-1',
  models: [
    { id: NOVA.id, facts: { input: ['text', 'image'], output: ['text'] }, isOnDemand: false },
  ],
  profiles: new Map([[NOVA.id, ['global', 'us']]]),
};

function price(facts: Partial<PriceReading>): PriceReading {
  return {
    modelId: NOVA.id,
    region: 'us-east-1',
    isGlobal: false,
    tier: 'default',
    isLongPrompt: false,
    token: 'input',
    usdPerMillion: 0,
    rank: 0,
    name: 'USE1-Nova2.0Lite-input-tokens',
    ...facts,
  };
}

/** The prices of input and output of one tier. */
function prices(input: number, output: number, facts: Partial<PriceReading> = {}): PriceReading[] {
  return [
    price({ ...facts, token: 'input', usdPerMillion: input }),
    price({ ...facts, token: 'output', usdPerMillion: output }),
  ];
}

function compose(readings: readonly PriceReading[], { catalog = CATALOG, regions = [EAST] } = {}) {
  return composeDifference(catalog, { prices: [{ readings, unread: [] }], regions });
}

function write(...options: Parameters<typeof compose>) {
  return writeChangedModels(compose(...options));
}

function withPrices(...rows: NonNullable<CatalogModel['prices']>): { catalog: Catalog } {
  return { catalog: { ...CATALOG, models: new Map([[NOVA.id, { ...NOVA, prices: rows }]]) } };
}

describe('prices', () => {
  it('that the catalog has differ in nothing', () => {
    const flex = prices(0.165, 1.375, { tier: 'flex' });

    expect(
      write([...prices(0.33, 2.75), ...flex, ...prices(0.3, 2.5, { isGlobal: true })]),
    ).toEqual([]);
  });

  it('that differ take the place of the row in their Region, and leave what was not read', () => {
    expect(write(prices(0.36, 2.75))).toEqual([
      {
        id: NOVA.id,
        prices: [
          { profiles: ['us'], regions: ['us-east-1'], rates: { default: [0.36, 2.75, 0.0825, 0] } },
        ],
      },
    ]);
  });

  it('of a tier that are not the usual multiple are written with the tier', () => {
    expect(write(prices(0.2, 1.4, { tier: 'flex' }))).toEqual([
      {
        id: NOVA.id,
        prices: [
          {
            profiles: ['us'],
            regions: ['us-east-1'],
            rates: { default: [0.33, 2.75, 0.0825, 0], flex: [0.2, 1.4, 0.04125, 0] },
          },
        ],
      },
    ]);
  });

  it('are told with what they were and what they are', () => {
    const [difference] = compose(prices(0.36, 2.75)).models;

    expect(difference?.prices[0]?.changes).toEqual([
      {
        profile: 'us',
        region: 'us-east-1',
        promptTokens: undefined,
        tier: 'default',
        token: 'input',
        before: 0.33,
        after: 0.36,
      },
    ]);
  });

  it('of the plain ID are written where the Region serves it', () => {
    const nova = { id: NOVA.id, facts: {}, isOnDemand: true };
    const west = { region: 'us-west-2', models: [nova], profiles: new Map() };

    expect(write(prices(0.4, 3, { region: 'us-west-2' }), { regions: [west] })).toEqual([
      {
        id: NOVA.id,
        regions: ['us-west-2'],
        prices: [{ profiles: ['in-region'], regions: ['us-west-2'], rates: { default: [0.4, 3] } }],
      },
    ]);
  });

  it('that Regions share are one row', () => {
    const west = { ...EAST, region: 'us-west-2' };
    const readings = ['us-east-1', 'us-west-2'].flatMap((region) => prices(0.36, 3, { region }));

    expect(write(readings, { regions: [EAST, west] })).toEqual([
      {
        id: NOVA.id,
        prices: [
          {
            profiles: ['us'],
            regions: ['us-east-1', 'us-west-2'],
            rates: { default: [0.36, 3, 0.0825, 0] },
          },
        ],
      },
    ]);
  });

  it('of every Region take the place of the rows of every Region', () => {
    expect(write(prices(0.36, 3, { region: undefined }))).toEqual([
      {
        id: NOVA.id,
        prices: [{ profiles: ['us'], rates: { default: [0.36, 3, 0.0825, 0] } }],
      },
    ]);
  });

  it('of long prompts hold from the length that the catalog knows', () => {
    const options = withPrices({
      profiles: ['us'],
      rates: { default: [0.33, 2.75] },
      above: [{ promptTokens: 200_000, rates: { default: [0.66, 4] } }],
    });
    const long = prices(0.66, 4.125, { isLongPrompt: true });

    expect(write([...prices(0.33, 2.75), ...long], options)).toEqual([
      {
        id: NOVA.id,
        prices: [
          {
            profiles: ['us'],
            regions: ['us-east-1'],
            rates: { default: [0.33, 2.75] },
            above: [{ promptTokens: 200_000, rates: { default: [0.66, 4.125] } }],
          },
        ],
      },
    ]);
  });

  it('of long prompts are listed if the catalog knows no length', () => {
    const long = prices(0.66, 4.125, { isLongPrompt: true });

    expect(compose([...prices(0.33, 2.75), ...long])).toEqual({
      models: [],
      unread: [
        {
          name: NOVA.id,
          problem: 'has prices of long prompts, and the catalog does not say from which length',
        },
      ],
    });
  });

  it('of long prompts that cost the same as others are no band', () => {
    const long = prices(0.33, 2.75, { isLongPrompt: true });

    expect(compose([...prices(0.33, 2.75), ...long])).toEqual({ models: [], unread: [] });
  });

  it('of bedrock-runtime win over those of bedrock-mantle', () => {
    const mantle = prices(9, 9, { rank: 1 });

    expect(compose([...mantle, ...prices(0.33, 2.75)])).toEqual({ models: [], unread: [] });
  });

  it('that contradict each other are listed and change nothing', () => {
    const other = price({ usdPerMillion: 0.4, name: 'USE1-Nova2.0Lite-text-input-tokens' });

    expect(compose([...prices(0.33, 2.75), other])).toEqual({
      models: [],
      unread: [
        {
          name: 'USE1-Nova2.0Lite-input-tokens',
          problem: 'is 0.33 USD, and 0.4 USD by USE1-Nova2.0Lite-text-input-tokens',
        },
        {
          name: 'USE1-Nova2.0Lite-input-tokens',
          problem: 'has no price of input or of output beside it',
        },
      ],
    });
  });
});

describe('facts', () => {
  it('of an empty answer change nothing', () => {
    const empty = { region: 'us-east-1', models: [], profiles: new Map() };

    expect(compose([], { regions: [empty] })).toEqual({ models: [], unread: [] });
    expect(compose([], { regions: [] })).toEqual({ models: [], unread: [] });
  });

  it('of the lifecycle join those of the catalog', () => {
    const facts = { lifecycle: { legacy: '2027-06-02', endOfLife: '2027-12-31' } };
    const east = { ...EAST, models: [{ id: NOVA.id, facts, isOnDemand: false }] };

    expect(write([], { regions: [east] })).toEqual([
      { id: NOVA.id, lifecycle: { legacy: '2027-06-02', endOfLife: '2027-12-31' } },
    ]);
    expect(compose([], { regions: [east] }).models[0]?.before).toEqual({
      lifecycle: { endOfLife: '2027-12-02' },
    });
  });

  it('of a profile that the catalog lacks are added', () => {
    const tokyo = {
      region: 'ap-northeast-1',
      models: [],
      profiles: new Map([[NOVA.id, ['jp']]]),
    };
    const readings = prices(0.396, 3.311, { region: 'ap-northeast-1' });

    expect(write(readings, { regions: [tokyo] })).toEqual([
      {
        id: NOVA.id,
        profiles: ['global', 'jp', 'us'],
        prices: [
          { profiles: ['jp'], regions: ['ap-northeast-1'], rates: { default: [0.396, 3.311] } },
        ],
      },
    ]);
  });

  it('of a model that the catalog lacks make a new model', () => {
    const id = 'newcomer.model-1';
    const models = [{ id, facts: { output: ['text' as const] }, isOnDemand: true }];
    const east = { region: 'us-east-1', models, profiles: new Map() };

    const difference = compose(prices(1, 2, { modelId: id }), { regions: [east] });

    expect(difference.models[0]?.isNew).toBe(true);
    expect(writeChangedModels(difference)).toEqual([
      {
        id,
        output: ['text'],
        regions: ['us-east-1'],
        prices: [{ profiles: ['in-region'], regions: ['us-east-1'], rates: { default: [1, 2] } }],
      },
    ]);
  });

  it('of other models than those asked for are left out', () => {
    const readings = [...prices(0.36, 3), ...prices(1, 2, { modelId: 'newcomer.model-1' })];
    const only = new Set(['newcomer.model-2']);

    expect(
      composeDifference(CATALOG, { prices: [{ readings, unread: [] }], regions: [EAST], only }),
    ).toEqual({ models: [], unread: [] });
  });
});

describe('plausibility', () => {
  it.each([
    ['halves', 0.165, 'input by default goes from 0.33 to 0.165 USD per million tokens'],
    ['doubles', 0.66, 'input by default goes from 0.33 to 0.66 USD per million tokens'],
    ['goes to 0', 0, 'input by default goes from 0.33 to 0 USD per million tokens'],
    [
      'is beyond any price',
      330_000,
      'a rate is 330000, not USD per million tokens, from 0 to 1000, or null if unknown',
    ],
  ])('a price that %s is refused', (_, input, reason) => {
    const checked = checkPlausibility(CATALOG, compose(prices(input, 2.75)));

    expect(checked.accepted.models).toEqual([]);
    expect(checked.refused).toEqual([expect.objectContaining({ modelId: NOVA.id, reason })]);
  });

  it.each([
    ['0.396', 0.396, []],
    [
      '396',
      396,
      ['input by default goes from 0.3 to 0.33 elsewhere to 396 USD per million tokens'],
    ],
    ['0.000396', 0.000396, [expect.stringContaining('to 0.000396 USD')]],
  ])(
    'the first price of a profile, %s, is compared with the others of its model',
    (_, input, reasons) => {
      const tokyo = {
        region: 'ap-northeast-1',
        models: [],
        profiles: new Map([[NOVA.id, ['jp']]]),
      };
      const readings = prices(input, 3.311, { region: 'ap-northeast-1' });
      const { refused } = checkPlausibility(CATALOG, compose(readings, { regions: [tokyo] }));

      expect(refused.map(({ reason }) => reason)).toEqual(reasons);
    },
  );

  it('the first price of a new model is not compared', () => {
    const models = [{ id: 'newcomer.model-1', facts: {}, isOnDemand: true }];
    const readings = prices(90, 900, { modelId: 'newcomer.model-1' });
    const regions = [{ region: 'us-east-1', models, profiles: new Map() }];

    expect(checkPlausibility(CATALOG, compose(readings, { regions })).refused).toEqual([]);
  });

  it('a price that was 0 is refused if it is no longer', () => {
    const write = price({ token: 'cacheWrite', usdPerMillion: 0.1 });

    expect(
      checkPlausibility(CATALOG, compose([...prices(0.33, 2.75), write])).refused,
    ).toHaveLength(1);
  });

  it('a refused price leaves the other facts of its model', () => {
    const facts = { lifecycle: { endOfLife: '2027-12-31' } };
    const east = { ...EAST, models: [{ id: NOVA.id, facts, isOnDemand: false }] };

    const { accepted } = checkPlausibility(CATALOG, compose(prices(33, 275), { regions: [east] }));

    expect(writeChangedModels(accepted)).toEqual([
      { id: NOVA.id, lifecycle: { endOfLife: '2027-12-31' } },
    ]);
  });

  it('a price that changes less, or of which a change is accepted, is not refused', () => {
    expect(checkPlausibility(CATALOG, compose(prices(0.65, 2.75))).refused).toEqual([]);
    const accepted = checkPlausibility(CATALOG, compose(prices(0.033, 0.275)), new Set([NOVA.id]));
    expect(accepted.refused).toEqual([]);
    expect(accepted.accepted.models).toHaveLength(1);
  });
});
