import { Fn, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import {
  type BedrockTierRouterProps,
  RouterAuthorization,
  ServiceTier,
  TieredModel,
} from '../../../lib';
import { warnOfDoubts } from '../../../lib/mapping/mapping-warnings';
import { resolveSettings } from '../../../lib/settings/router-settings';

function listWarnings(props: BedrockTierRouterProps): unknown[] {
  const stack = new Stack();
  warnOfDoubts(stack, resolveSettings(props), props.authorization);
  return stack.node.metadata
    .filter(({ type }) => type === 'aws:cdk:warning')
    .map(({ data }) => data);
}

it.each<[string, BedrockTierRouterProps]>([
  ['the defaults', {}],
  [
    'a model of which nothing is known',
    {
      operations: { extraction: [TieredModel.of('acme.new-model-v1:0', ServiceTier.FLEX)] },
    },
  ],
  [
    'a model that is only known at deployment',
    {
      operations: { extraction: [TieredModel.of(Fn.importValue('Arn'), ServiceTier.FLEX)] },
    },
  ],
])('has no doubts about %s', (_, props) => {
  expect(listWarnings(props)).toEqual([]);
});

it.each<[BedrockTierRouterProps, string]>([
  [
    {
      operations: {
        extraction: [
          TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX),
          TieredModel.of('us.anthropic.claude-sonnet-4-6', ServiceTier.FLEX),
        ],
      },
    },
    'the operation "extraction" asks us.anthropic.claude-sonnet-4-6 for the tier "flex", which that model is known not to have [ack: bedrock-tier-router:unsupportedTier]',
  ],
  [
    { allowedModels: ['*'] },
    "allowedModels ['*'] lets whoever may change a parameter choose any model, and the function invoke every one [ack: bedrock-tier-router:anyModelAllowed]",
  ],
  [
    {
      authorization: RouterAuthorization.none({
        acceptedRisk: 'anyone who reaches the URL spends the money of this account',
      }),
    },
    'RouterAuthorization.none() lets anyone who reaches the URL call Bedrock at the expense of this account [ack: bedrock-tier-router:openApi]',
  ],
])('case %# is doubtful', (props, warning) => {
  expect(listWarnings(props)).toEqual([warning]);
});
