import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../lib';
import { TierMappingParameters } from '../../../lib/mapping/tier-mapping-parameters';

const ASTRA = TieredModel.of('us.openai.gpt-6-astra', ServiceTier.ULTRAFAST);

it('a route with the fifth tier has a pattern that allows it, and all others keep theirs', () => {
  const stack = new Stack(new App());
  new TierMappingParameters(stack, 'Mapping', {
    parameterPrefix: '/router',
    operations: { talk: [ASTRA, TieredModel.NOVA_2_LITE_US], scan: [TieredModel.NOVA_2_LITE_US] },
  });
  const parameters = Object.values(
    Template.fromStack(stack).findResources('AWS::SSM::Parameter'),
  ).map(({ Properties: { Name, Value, AllowedPattern } }) => [Name, Value, AllowedPattern]);
  expect(parameters).toEqual([
    [
      '/router/operations/talk',
      'us.openai.gpt-6-astra:ultrafast,us.amazon.nova-2-lite-v1:0',
      expect.stringContaining('(priority|default|flex|reserved|standard|ultrafast)'),
    ],
    [
      '/router/operations/scan',
      'us.amazon.nova-2-lite-v1:0',
      expect.stringContaining('(priority|default|flex|reserved|standard)'),
    ],
  ]);
});
