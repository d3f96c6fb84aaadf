import { expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../../lambda/core/catalog/catalog';
import { listUsedModels } from '../../../../../lambda/core/catalog/refresh/used-models';
import { SERVICE_TIERS } from '../../../../../lambda/core/ids/service-tier';
import { parseRoute } from '../../../../../lambda/core/routing/route';
import type { OperationSettings } from '../../../../../lambda/core/settings/operation/operation-settings';

const ACCOUNT = 'arn:aws:bedrock:us-east-1:111122223333';

function list(
  routes: Readonly<Record<string, string>>,
  models: readonly string[] | 'any',
  settings: OperationSettings = {},
) {
  const mapping = Object.entries(routes).map(
    ([operation, text]) => [operation, { route: parseRoute(text), version: '1' }] as const,
  );
  return listUsedModels({
    mapping: new Map(mapping),
    settings: new Map([['extraction', settings]]),
    bounds: { models, tiers: SERVICE_TIERS },
    catalog: BUILT_IN_CATALOG,
    listed: ['amazon.nova-2-lite-v1:0', 'newcomer.model-1'],
  });
}

it('lists the models with the most uses first, and those that are only allowed last', () => {
  const models = list(
    {
      summary: 'google.gemma-3-27b-it',
      extraction: 'us.amazon.nova-2-lite-v1:0:flex,us.amazon.nova-2-lite-v1:0',
    },
    ['qwen.qwen3-32b-v1:0', 'us.amazon.nova-2-lite-v1:0', 'global.amazon.nova-2-lite-v1:0'],
  );
  expect(models).toEqual([
    {
      id: 'amazon.nova-2-lite-v1:0',
      callableIds: ['us.amazon.nova-2-lite-v1:0', 'global.amazon.nova-2-lite-v1:0'],
      uses: [
        { operation: 'extraction', baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' },
        { operation: 'extraction', baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'default' },
      ],
    },
    {
      id: 'google.gemma-3-27b-it',
      callableIds: ['google.gemma-3-27b-it'],
      uses: [{ operation: 'summary', baseModelId: 'google.gemma-3-27b-it', tier: 'default' }],
    },
    { id: 'qwen.qwen3-32b-v1:0', callableIds: ['qwen.qwen3-32b-v1:0'], uses: [] },
  ]);
});

it.each([
  ['us.vendor.new-model-v1:0', 'vendor.new-model-v1:0'],
  ['amazon.nova-lite-v1:0:300k', 'amazon.nova-lite-v1:0'],
  [`${ACCOUNT}:inference-profile/us.amazon.nova-2-lite-v1:0`, 'amazon.nova-2-lite-v1:0'],
  [`${ACCOUNT}:inference-profile/us.vendor.new-model-v1:0`, 'vendor.new-model-v1:0'],
  ['arn:aws:bedrock:us-east-1::foundation-model/vendor.new-v1:0', 'vendor.new-v1:0'],
])('finds the model that %s calls', (callable, id) => {
  expect(list({}, [callable])).toEqual([{ id, callableIds: [callable], uses: [] }]);
});

it.each([
  `${ACCOUNT}:application-inference-profile/abc123def456`,
  `${ACCOUNT}:prompt/ABCDEFGHIJ:12`,
])('leaves out %s, which does not name its model', (arn) => {
  expect(list({ extraction: arn }, [arn])).toEqual([]);
});

it('lists what AWS lists, and then every model of the catalog, if all are allowed', () => {
  const models = list({}, 'any');
  expect(models).toHaveLength(BUILT_IN_CATALOG.models.size + 1);
  expect(models.slice(0, 2).map(({ id }) => id)).toEqual([
    'amazon.nova-2-lite-v1:0',
    'newcomer.model-1',
  ]);
});

it('has the models that only settings name, and each candidate of an operation once', () => {
  const split = [
    {
      name: 'gemma',
      weight: 10,
      route: parseRoute('google.gemma-3-27b-it:flex,amazon.nova-2-lite-v1:0'),
    },
  ];
  const when = [{ if: { stream: true }, route: parseRoute('qwen.qwen3-32b-v1:0') }];
  const models = list({ extraction: 'amazon.nova-2-lite-v1:0' }, [], { split, when });
  expect(models.map(({ id, uses }) => [id, uses.map(({ tier }) => tier)])).toEqual([
    ['amazon.nova-2-lite-v1:0', ['default']],
    ['qwen.qwen3-32b-v1:0', ['default']],
    ['google.gemma-3-27b-it', ['flex']],
  ]);
});
