import { Aws, Fn } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../../lib';
import { writeMappingText } from '../../../../lib/observability/dashboard/write-mapping-text';

const FLEX = TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX);

it('lists each operation with its route and a link to its parameter', () => {
  const text = writeMappingText({
    operations: { extraction: [FLEX, TieredModel.NOVA_2_LITE_US], ocr: [FLEX] },
    parameterPrefix: '/team/router',
    region: 'eu-west-1',
  });
  expect(text.split('\n')).toEqual([
    '## Which route does each operation have?',
    'As deployed. Routes that operators wrote since then, and operations that they added, win: [/team/router/overrides/operations](https://eu-west-1.console.aws.amazon.com/systems-manager/parameters?region=eu-west-1&tab=Table#list_parameter_filters=Name:Contains:%2Fteam%2Frouter%2Foverrides%2Foperations).',
    '',
    '| Operation | Route as deployed | Parameter |',
    '|---|---|---|',
    '| extraction | `us.amazon.nova-2-lite-v1:0:flex,us.amazon.nova-2-lite-v1:0` | [/team/router/operations/extraction](https://eu-west-1.console.aws.amazon.com/systems-manager/parameters/%252Fteam%252Frouter%252Foperations%252Fextraction/description?region=eu-west-1) |',
    '| ocr | `us.amazon.nova-2-lite-v1:0:flex` | [/team/router/operations/ocr](https://eu-west-1.console.aws.amazon.com/systems-manager/parameters/%252Fteam%252Frouter%252Foperations%252Focr/description?region=eu-west-1) |',
  ]);
});

it('links to all parameters if the prefix is known only at deployment', () => {
  const prefix = Fn.importValue('Prefix');
  const text = writeMappingText({
    operations: { ocr: [FLEX] },
    parameterPrefix: prefix,
    region: Aws.REGION,
  });
  const all = `https://${Aws.REGION}.console.aws.amazon.com/systems-manager/parameters?region=${Aws.REGION}&tab=Table`;
  expect(text).toContain(`[${prefix}/overrides/operations](${all})`);
  expect(text).toContain(`[${prefix}/operations/ocr](${all})`);
});
