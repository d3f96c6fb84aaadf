import { describe, expect, it } from 'vitest';
import { writeProduct } from '../../core/catalog/reading/price-list-product';
import { startHandler } from '../start-handler';
import { BUILT_IN_PRICES, NOVA, NOVA_US, publishModel, publishPrices } from './publish';
import { CATALOG, startRefresh } from './start-refresh';

const ROUTER = { parameterPrefix: '/bedrock-tier-router', region: 'us-east-1' };
const DEARER = { input: '0.00036', output: '0.003' };
const TIME = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);

describe('a refresh', () => {
  it('writes nothing if AWS says what the built-in catalog says', async () => {
    const { refresh, readCatalog, listEvents, aws } = await startRefresh();

    expect(await refresh()).toEqual({ answer: { isWritten: false, models: [] } });
    expect(readCatalog()).toBeUndefined();
    expect(listEvents()).toEqual([]);
    const calls = aws.parameterStore.journal.map(({ operation }) => operation);
    expect(calls).toEqual(['GetParametersByPath']);
  });

  it('writes a changed price, logs it and publishes it by tier with the operations', async () => {
    const { refresh, readCatalog, listEvents, findLines, aws } = await startRefresh();
    publishPrices(aws, DEARER);

    expect(await refresh()).toEqual({ answer: { isWritten: true, models: [NOVA] } });

    expect(readCatalog()).toEqual({
      readAt: TIME,
      models: [
        {
          id: NOVA,
          prices: [
            {
              profiles: ['us'],
              regions: ['us-east-1'],
              rates: { default: expect.arrayContaining([0.36, 3]) },
            },
          ],
        },
      ],
    });
    const notice = { ...ROUTER, modelId: NOVA_US, source: 'price list' };
    expect(listEvents()).toEqual(
      [
        { tier: 'default', operations: ['assessment'], before: [0.33, 2.75], after: [0.36, 3] },
        {
          tier: 'priority',
          operations: ['classification'],
          before: [0.5775, 4.8125],
          after: [0.63, 5.25],
        },
        { tier: 'flex', operations: ['extraction'], before: [0.165, 1.375], after: [0.18, 1.5] },
      ].map(({ before, after, ...rest }) => ({
        type: 'Price Changed',
        detail: {
          ...notice,
          ...rest,
          before: expect.objectContaining({ input: before[0], output: before[1] }),
          after: expect.objectContaining({ input: after[0], output: after[1] }),
        },
      })),
    );
    await expect.poll(() => findLines('Price changed')).toHaveLength(3);
  });

  it('writes once, and an empty list when AWS says again what the built-in catalog says', async () => {
    const { refresh, readCatalog, aws } = await startRefresh();
    publishPrices(aws, DEARER);
    await refresh();
    expect(await refresh()).toEqual({ answer: { isWritten: false, models: [NOVA] } });
    publishPrices(aws, BUILT_IN_PRICES);

    expect(await refresh()).toEqual({ answer: { isWritten: true, models: [] } });
    expect(readCatalog()).toEqual({ readAt: TIME, models: [] });
    expect(aws.parameterStore.parameters.get(CATALOG)).toMatchObject({
      version: 2,
      tier: 'Standard',
      type: 'String',
    });
  });

  it.each([
    ['doubles', '0.00066', '0.66'],
    ['halves', '0.000165', '0.165'],
    ['becomes 0', '0', '0'],
    ['has another unit', '0.33', '330'],
  ])('refuses a price that %s, and says so', async (_, input, usdPerMillion) => {
    const { refresh, readCatalog, listEvents, findLines, log, aws } = await startRefresh();
    publishPrices(aws, { ...BUILT_IN_PRICES, input });

    expect(await refresh()).toEqual({ answer: { isWritten: false, models: [] } });
    expect(readCatalog()).toBeUndefined();
    expect(listEvents()).toEqual([]);
    await expect
      .poll(() => findLines('Price refused as implausible; the last good one stays in force'))
      .toEqual([
        expect.objectContaining({
          level: 'ERROR',
          model_id: NOVA,
          profiles: ['us'],
          reason: `input by default goes from 0.33 to ${usdPerMillion} USD per million tokens`,
        }),
      ]);
    await expect.poll(() => log()).toContain('"CatalogErrors":1');
  });

  it('publishes a model that ends soon with its operations, once a day', async () => {
    const { refresh, readCatalog, listEvents, aws, log } = await startRefresh();
    const inTwentyDays = new Date(Date.now() + 20 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    publishModel(aws, { status: 'LEGACY', endOfLifeTime: `${inTwentyDays}T00:00:00Z` });

    expect(await refresh()).toEqual({ answer: { isWritten: true, models: [NOVA] } });
    expect(await refresh()).toEqual({ answer: { isWritten: false, models: [NOVA] } });

    expect(readCatalog()).toEqual({
      readAt: TIME,
      models: [{ id: NOVA, lifecycle: { endOfLife: inTwentyDays } }],
    });
    expect(listEvents()).toEqual([
      {
        type: 'Model Retiring',
        detail: {
          ...ROUTER,
          modelId: NOVA,
          endOfLife: inTwentyDays,
          daysToEndOfLife: expect.any(Number),
          operations: expect.arrayContaining(['classification', 'extraction', 'assessment']),
          alternatives: expect.any(Array),
        },
      },
    ]);
    await expect.poll(() => log().match(/"DaysToEndOfLife":\d+/g)).toHaveLength(6);
  });

  it('writes once if both a price and the end of a model change', async () => {
    const { refresh, readCatalog, aws } = await startRefresh();
    publishPrices(aws, DEARER);
    publishModel(aws, {
      legacyTime: '2031-01-01T00:00:00Z',
      endOfLifeTime: '2031-08-01T00:00:00Z',
    });

    expect(await refresh()).toEqual({ answer: { isWritten: true, models: [NOVA] } });
    expect(readCatalog()).toMatchObject({
      models: [
        {
          lifecycle: { legacy: '2031-01-01', endOfLife: '2031-08-01' },
          prices: [{ profiles: ['us'] }],
        },
      ],
    });
    expect(await refresh()).toEqual({ answer: { isWritten: false, models: [NOVA] } });
  });

  it('writes a changed price although the list of models is broken', async () => {
    const { refresh, readCatalog, aws } = await startRefresh();
    publishPrices(aws, DEARER);
    publishModel(aws, { endOfLifeTime: 'soon' });

    expect(await refresh()).toEqual({ refusal: 'some sources of the catalog could not be read' });
    expect(readCatalog()).toMatchObject({ models: [{ id: NOVA, prices: [{ profiles: ['us'] }] }] });
  });

  it('reads the prices of a model of the Marketplace from its offers', async () => {
    const baseModelId = 'anthropic.claude-sonnet-4-6';
    const route = `us.${baseModelId}`;
    const { refresh, readCatalog, listEvents, aws } = await startRefresh({
      operations: { summary: route },
      allowedModels: [route],
    });
    const rate = (dimension: string, price: string) => ({ dimension, price, unit: 'Units' });
    const rateCard = [rate('USE1_InputTokenCount', '3.6'), rate('USE1_OutputTokenCount', '18')];
    const offer = { offerToken: 'token', termDetails: { usageBasedPricingTerm: { rateCard } } };
    aws.bedrockCatalog.regions.set('us-east-1', {
      models: [{ modelId: baseModelId, outputModalities: ['TEXT'] }],
      profiles: [
        {
          inferenceProfileId: route,
          models: [{ modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${baseModelId}` }],
          status: 'ACTIVE',
          type: 'SYSTEM_DEFINED',
        },
      ],
      agreementOffers: { [baseModelId]: { modelId: baseModelId, offers: [offer] } },
    });

    expect(await refresh()).toEqual({ answer: { isWritten: true, models: [baseModelId] } });
    expect(readCatalog()).toMatchObject({
      models: [{ id: baseModelId, prices: [{ profiles: ['us'], regions: ['us-east-1'] }] }],
    });
    expect(listEvents()).toMatchObject([
      {
        type: 'Price Changed',
        detail: {
          modelId: route,
          operations: ['summary'],
          before: { input: 3.3, output: 16.5 },
          after: { input: 3.6, output: 18 },
          source: 'agreement offers',
        },
      },
    ]);
  });

  it.each([
    ['its name', 'Newcomer 7B', 'USE1-Newcomer7B', 'newcomer.model-7b', ['newcomer.model-7b']],
    ['its ID', '', 'USE1-newcomer.model-7b-mantle', NOVA_US, ['*']],
  ])(
    'prices a model that the built-in catalog lacks, by %s in the price list',
    async (_, model, usage, route, allowedModels) => {
      const id = 'newcomer.model-7b';
      const { refresh, readCatalog, listEvents, aws } = await startRefresh({
        operations: { summary: route },
        allowedModels,
      });
      const attributes = { model };
      aws.priceList.offers.set('AmazonBedrock', [
        writeProduct({ usagetype: `${usage}-input-tokens`, usd: '0.0001', attributes }),
        writeProduct({ usagetype: `${usage}-output-tokens`, usd: '0.0004', attributes }),
      ]);
      aws.bedrockCatalog.regions.set('us-east-1', {
        models: [
          {
            modelId: id,
            modelName: 'Newcomer 7B',
            outputModalities: ['TEXT'],
            inferenceTypesSupported: ['ON_DEMAND'],
          },
        ],
      });

      expect(await refresh()).toMatchObject({ answer: { isWritten: true, models: [id] } });
      expect(readCatalog()).toMatchObject({
        models: [
          {
            id,
            prices: [
              { profiles: ['in-region'], regions: ['us-east-1'], rates: { default: [0.1, 0.4] } },
            ],
          },
        ],
      });
      expect(listEvents()).toMatchObject([
        { type: 'Price Changed', detail: { modelId: id, after: { input: 0.1, output: 0.4 } } },
      ]);
    },
  );

  it('writes the same as another one at the same time', async () => {
    const one = await startRefresh();
    publishPrices(one.aws, DEARER);
    const other = startHandler('catalog-refresh', one.environment);
    const answers = await Promise.all([one.refresh(), other.ask({})]);
    await other.close();

    expect(answers).toContainEqual({ answer: { isWritten: true, models: [NOVA] } });
    expect(one.readCatalog()).toMatchObject({
      models: [{ id: NOVA, prices: [{ profiles: ['us'] }] }],
    });
    expect(await one.refresh()).toEqual({ answer: { isWritten: false, models: [NOVA] } });
  });

  it('reads the routes that operators changed', async () => {
    const { refresh, listEvents, aws } = await startRefresh();
    const name = '/bedrock-tier-router/operations/summary';
    aws.parameterStore.parameters.put({ name, type: 'StringList', value: `${NOVA_US}:flex` });
    publishPrices(aws, DEARER);
    await refresh();

    expect(listEvents()).toEqual([
      expect.objectContaining({ detail: expect.objectContaining({ tier: 'default' }) }),
      expect.objectContaining({
        detail: expect.objectContaining({ tier: 'flex', operations: ['summary'] }),
      }),
    ]);
  });

  it('replaces a value that is not valid', async () => {
    const { refresh, readCatalog, aws } = await startRefresh();
    aws.parameterStore.parameters.put({ name: CATALOG, type: 'String', value: '{"models":7}' });

    expect(await refresh()).toEqual({ answer: { isWritten: true, models: [] } });
    expect(readCatalog()).toEqual({ readAt: TIME, models: [] });
  });

  it('reads no price list in a partition that has none', async () => {
    const region = 'us-gov-west-1';
    const { refresh, readCatalog, aws } = await startRefresh({}, { AWS_REGION: region });
    publishPrices(aws, DEARER);
    publishModel(aws, { endOfLifeTime: '2031-08-01T00:00:00Z' }, region);

    expect(await refresh()).toEqual({ answer: { isWritten: true, models: [NOVA] } });
    expect(readCatalog()).toEqual({
      readAt: TIME,
      models: [{ id: NOVA, lifecycle: { endOfLife: '2031-08-01' } }],
    });
    expect(aws.priceList.journal).toEqual([]);
  });

  it('reads the price list that a variable names', async () => {
    const { refresh, aws } = await startRefresh({}, { PRICE_LIST_REGION: 'eu-central-1' });
    await refresh();
    expect(aws.priceList.journal).toHaveLength(2);
  });
});

describe('what fails', () => {
  const KEPT = { answer: { isWritten: false, models: [NOVA] } };
  const INCOMPLETE = { refusal: 'some sources of the catalog could not be read' };

  it.each([
    ['GetProducts', 'price list'],
    ['ListFoundationModels', 'foundation models'],
    ['ListInferenceProfiles', 'inference profiles'],
  ])('changes nothing if %s fails, and counts', async (operation, source) => {
    const { refresh, readCatalog, aws, findLines, log } = await startRefresh();
    publishPrices(aws, DEARER);
    await refresh();
    const before = readCatalog();
    const service = operation === 'GetProducts' ? aws.priceList : aws.bedrockCatalog;
    service.failures.plan({ kind: 'internal', operation, times: 5 });

    expect(await refresh()).toEqual(INCOMPLETE);
    expect(readCatalog()).toEqual(before);
    const message = 'A source of the catalog could not be read; the last good facts stay in force';
    await expect.poll(() => findLines(message)).toEqual([expect.objectContaining({ source })]);
    await expect.poll(() => log()).toContain('"CatalogErrors":1');
  });

  it('repeats a throttled call', async () => {
    const { refresh, aws } = await startRefresh();
    aws.priceList.failures.plan({ kind: 'throttle' });
    expect(await refresh()).toEqual({ answer: { isWritten: false, models: [] } });
  });

  it.each([
    ['empty', []],
    ['of another shape', ['{"product":{"attributes":{"regionCode":"us-east-1"}}}']],
  ])('changes nothing if the price list is %s, and counts', async (_, products) => {
    const { refresh, readCatalog, aws, log } = await startRefresh();
    publishPrices(aws, DEARER);
    await refresh();
    const before = readCatalog();
    aws.priceList.offers.set('AmazonBedrock', products);

    expect(await refresh()).toEqual(KEPT);
    expect(readCatalog()).toEqual(before);
    await expect.poll(() => log()).toContain('"CatalogErrors":1');
  });

  it('is reported if Parameter Store cannot be read or written', async () => {
    const { refresh, aws, listEvents } = await startRefresh();
    publishPrices(aws, DEARER);
    const operation = 'PutParameter';
    aws.parameterStore.failures.plan({ kind: 'internal', operation, times: 5 });
    expect(await refresh()).toEqual({ refusal: expect.stringContaining('server side') });
    expect(listEvents()).toEqual([]);
    aws.parameterStore.failures.plan({
      kind: 'internal',
      operation: 'GetParametersByPath',
      times: 5,
    });
    expect(await refresh()).toEqual({ refusal: expect.stringContaining('server side') });
  });

  it('is logged if events cannot be published', async () => {
    const { refresh, aws, findLines } = await startRefresh();
    publishPrices(aws, DEARER);
    aws.eventBridge.refusesEntries = true;
    expect(await refresh()).toEqual({ answer: { isWritten: true, models: [NOVA] } });
    await expect
      .poll(() => findLines('Changes of the catalog could not be published'))
      .toHaveLength(1);
  });
});
