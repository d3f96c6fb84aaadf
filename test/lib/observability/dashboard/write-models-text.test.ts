import { Aws, Fn } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../../lib';
import { writeModelsText } from '../../../../lib/observability/dashboard/write-models-text';

function writeRows(models: readonly TieredModel[], region = 'us-east-1'): readonly string[] {
  return writeModelsText({ extraction: models }, region).split('\n').slice(4);
}

it('lists each candidate with its tier, its prices and its end', () => {
  const text = writeModelsText(
    {
      extraction: [
        TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX),
        TieredModel.NOVA_2_LITE_US,
      ],
      summary: [
        TieredModel.fromText('us.anthropic.claude-opus-4-1-20250805-v1:0'),
        TieredModel.fromText('us.anthropic.claude-3-opus-20240229-v1:0'),
      ],
    },
    'us-east-1',
  );
  expect(text.split('\n')).toEqual([
    expect.stringMatching(
      /^As deployed, by the catalog of \d{4}-\d\d-\d\d\. USD per million tokens\.$/,
    ),
    '',
    '| Operation | Model | Tier | Input | Output | Ends |',
    '|---|---|---|---|---|---|',
    '| extraction | `us.amazon.nova-2-lite-v1:0` | flex | 0.165 | 1.375 | – |',
    '| extraction | `us.amazon.nova-2-lite-v1:0` | default | 0.33 | 2.75 | – |',
    '| summary | `us.anthropic.claude-opus-4-1-20250805-v1:0` | default | 15 | 75 | 2027-01-08 |',
    '| summary | `us.anthropic.claude-3-opus-20240229-v1:0` | default | 15 | 75 | ended |',
  ]);
});

it('has the prices of the Region, and none if it is known only at deployment', () => {
  const nova = [TieredModel.of('amazon.nova-lite-v1:0')];
  expect(writeRows(nova, 'us-east-1')).toEqual([
    '| extraction | `amazon.nova-lite-v1:0` | default | 0.06 | 0.24 | – |',
  ]);
  expect(writeRows(nova, Aws.REGION)).toEqual([
    '| extraction | `amazon.nova-lite-v1:0` | default | – | – | – |',
  ]);
});

it.each(['vendor.unknown-v1:0', Fn.importValue('Profile')])(
  'knows nothing of the model in case %#',
  (model) => {
    expect(writeRows([TieredModel.of(model)])).toEqual([
      `| extraction | \`${model}\` | default | – | – | – |`,
    ]);
  },
);
