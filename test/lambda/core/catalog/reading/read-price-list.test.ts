import { describe, expect, it } from 'vitest';
import { readPriceList } from '../../../../../lambda/core/catalog/reading/read-price-list';
import { writeProduct } from './price-list-product';

const NOVA = 'amazon.nova-2-lite-v1:0';
const SONNET = 'anthropic.claude-sonnet-4-6';
const NAMES = new Map([
  ['Nova 2.0 Lite', NOVA],
  ['Claude Sonnet 4.6', SONNET],
  ['moonshotai.kimi-k3', 'moonshotai.kimi-k3'],
  ['TitanTextG1-Express', 'amazon.titan-text-express-v1'],
  ['Qwen3 32B', 'qwen.qwen3-32b-v1:0'],
  ['NovaPro', 'amazon.nova-pro-v1:0'],
  ['Devstral', 'mistral.devstral-2-123b'],
  ['Voxtral Mini 1.0', 'mistral.voxtral-mini-3b-2507'],
]);

const nova = { model: 'Nova 2.0 Lite' };
const sonnet = { servicename: 'Claude Sonnet 4.6 (Amazon Bedrock Edition)' };

describe('a price', () => {
  it.each([
    {
      product: writeProduct({
        usagetype: 'USE1-Nova2.0Lite-input-tokens',
        usd: '0.0003300000',
        attributes: { ...nova, feature: 'On-demand Inference', inferenceType: 'Input tokens' },
      }),
      read: { modelId: NOVA, region: 'us-east-1', tier: 'default', usdPerMillion: 0.33, rank: 0 },
    },
    {
      product: writeProduct({
        usagetype: 'APN1-Nova2.0Lite-output-tokens-flex-cross-region-global',
        usd: '0.0015050000',
        regionCode: 'ap-northeast-1',
        attributes: nova,
      }),
      read: { region: 'ap-northeast-1', isGlobal: true, tier: 'flex', usdPerMillion: 1.505 },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-MP:USE1_CacheWrite1hInputTokenCount-Units',
        usd: '6.6000000000',
        unit: '1M tokens',
        attributes: sonnet,
      }),
      read: { modelId: SONNET, token: 'cacheWriteOneHour', usdPerMillion: 6.6, isGlobal: false },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-MP:USE1_input_tokens_global_standard-Units',
        usd: '3.0000000000',
        unit: 'Units',
        attributes: sonnet,
      }),
      read: { modelId: SONNET, token: 'input', usdPerMillion: 3, isGlobal: true },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-TitanTextG1-Express-input-tokens',
        usd: '0.0002000000',
      }),
      read: { modelId: 'amazon.titan-text-express-v1', usdPerMillion: 0.2 },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-moonshotai.kimi-k3-mantle-input-tokens-global-standard',
        usd: '0.0030000000',
        attributes: { model: 'Kimi K3', service_tier: 'global-standard' },
      }),
      read: { modelId: 'moonshotai.kimi-k3', isGlobal: true, usdPerMillion: 3, rank: 1 },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-Devstral-2-123B-input-tokens',
        usd: '0.0004000000',
        attributes: { model: 'Devstral' },
      }),
      read: { modelId: 'mistral.devstral-2-123b', usdPerMillion: 0.4 },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-Voxtral-Mini-input-tokens',
        usd: '0.0000400000',
        attributes: { model: 'Voxtral Mini 1.0' },
      }),
      read: { modelId: 'mistral.voxtral-mini-3b-2507', usdPerMillion: 0.04 },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-Nova2.0Lite-cache-write-input-token-count',
        usd: '0.0000000000',
        attributes: nova,
      }),
      read: { modelId: NOVA, token: 'cacheWrite', usdPerMillion: 0 },
    },
  ])('is read of $read', ({ product, read }) => {
    const { readings, unread } = readPriceList([product], NAMES);

    expect(unread).toEqual([]);
    expect(readings).toEqual([expect.objectContaining(read)]);
  });

  it.each([
    ['of an image', { usagetype: 'USE1-NovaCanvas-T2I-1024-Standard', unit: 'image' }],
    [
      'of an hour',
      { usagetype: 'USE1-MP:USE1_Reserved_1Month_InputTPM_Geo-Units', unit: '1M TPM Hour' },
    ],
    ['of batch inference', { usagetype: 'USE1-NovaLite-input-tokens-batch' }],
    [
      'of batch inference by its feature alone',
      { usagetype: 'USE1-Qwen3-32B-input-tokens', attributes: { feature: 'Batch Inference' } },
    ],
    [
      'of a custom model by its feature alone',
      { usagetype: 'USE1-NovaLite-input-tokens', attributes: { feature: 'Model Customization' } },
    ],
  ])('%s is passed over', (_, product) => {
    expect(readPriceList([writeProduct({ usd: '0.1', ...product })], NAMES)).toEqual({
      readings: [],
      unread: [],
    });
  });

  it.each([
    {
      product: writeProduct({ usagetype: 'USE1-Nova2.0Lite-input-tokens-turbo', usd: '1' }),
      unread: {
        name: 'USE1-Nova2.0Lite-input-tokens-turbo',
        problem: 'has words that are not known',
      },
    },
    ...['thinking-output-tokens', 'cached-input-token-count', 'cache-storage-input-tokens'].map(
      (words) => ({
        product: writeProduct({
          usagetype: `USE1-Nova2.0Lite-${words}`,
          usd: '1',
          attributes: nova,
        }),
        unread: { name: `USE1-Nova2.0Lite-${words}`, problem: 'has words that are not known' },
      }),
    ),
    {
      product: writeProduct({
        usagetype: 'USE1-NovaPro-input-tokens',
        usd: '1',
        attributes: nova,
      }),
      unread: { name: 'USE1-NovaPro-input-tokens', problem: 'is of amazon.nova-pro-v1:0, too' },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-Nova9-input-tokens',
        usd: '1',
        attributes: { model: 'Nova 9' },
      }),
      unread: { name: 'Nova 9', problem: 'is the name of no model' },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-Nova2.0Lite-input-tokens',
        usd: '1',
        regionCode: 'eu-central-1',
        attributes: nova,
      }),
      unread: {
        name: 'USE1-Nova2.0Lite-input-tokens',
        problem: 'is not of the Region of its regionCode, "eu-central-1"',
      },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-Nova2.0Lite-input-tokens',
        usd: '1',
        unit: '1B tokens',
        attributes: nova,
      }),
      unread: {
        name: 'USE1-Nova2.0Lite-input-tokens',
        problem: 'has no single price in USD by the token',
      },
    },
    {
      product: writeProduct({
        usagetype: 'USE1-Nova2.0Lite-input-tokens',
        usd: '-1',
        attributes: nova,
      }),
      unread: {
        name: 'USE1-Nova2.0Lite-input-tokens',
        problem: 'has no single price in USD by the token',
      },
    },
    {
      product: '<html>',
      unread: { name: '<html>', problem: 'is not a product of a price list' },
    },
    {
      product: '{"product":{"attributes":{}},"terms":{}}',
      unread: {
        name: '{"product":{"attributes":{}},"terms":{}}',
        problem: 'is not a product of a price list',
      },
    },
  ])('that cannot be read is listed: $unread.name $unread.problem', ({ product, unread }) => {
    expect(readPriceList([product], NAMES)).toEqual({ readings: [], unread: [unread] });
  });

  it('of a Region without a known billing code is of its regionCode', () => {
    const product = writeProduct({
      usagetype: 'XYZ1-Nova2.0Lite-input-tokens',
      usd: '0.0004',
      regionCode: 'xy-central-1',
      attributes: nova,
    });

    expect(readPriceList([product], NAMES).readings).toEqual([
      expect.objectContaining({ region: 'xy-central-1', usdPerMillion: 0.4 }),
    ]);
  });
});
