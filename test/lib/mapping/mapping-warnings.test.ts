import { Fn, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { type BedrockTierRouterProps, ServiceTier, TieredModel } from '../../../lib';
import { warnOfMapping } from '../../../lib/mapping/mapping-warnings';
import { resolveSettings } from '../../../lib/settings/router-settings';

function listWarnings(props: BedrockTierRouterProps, region?: string): unknown[] {
  const stack = new Stack(undefined, undefined, region === undefined ? {} : { env: { region } });
  warnOfMapping(stack, resolveSettings(props));
  return stack.node.metadata
    .filter(({ type }) => type === 'aws:cdk:warning')
    .map(({ data }) => data);
}

function extractWith(...route: TieredModel[]): BedrockTierRouterProps {
  return { operations: { extraction: route } };
}

it.each<[string, BedrockTierRouterProps]>([
  ['the defaults', {}],
  ['an unknown model', extractWith(TieredModel.of('acme.new-model-v1:0', ServiceTier.FLEX))],
  [
    'a model that is known only at deployment',
    extractWith(TieredModel.of(Fn.importValue('Arn'), ServiceTier.FLEX)),
  ],
])('does not warn of %s', (_, props) => {
  expect(listWarnings(props)).toEqual([]);
});

it('warns of a tier that the model does not support', () => {
  const props = extractWith(
    TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX),
    TieredModel.of('us.anthropic.claude-sonnet-4-6', ServiceTier.FLEX),
  );
  expect(listWarnings(props)).toEqual([
    'the operation "extraction" asks for the tier "flex" of us.anthropic.claude-sonnet-4-6, but this model is known not to support it [ack: bedrock-tier-router:unsupportedTier]',
  ]);
});

it('warns of the default operations in a Region that cannot call them', () => {
  expect(listWarnings({}, 'us-west-2')).toEqual([]);
  expect(listWarnings({}, 'eu-west-1')).toHaveLength(3);
  expect(listWarnings({}, 'us-gov-west-1')[0]).toMatch(
    /^the operation "classification" calls us.amazon.nova-2-lite-v1:0, which is known not to be served in the Region us-gov-west-1/,
  );
});

it('warns of a mapping that may name any model', () => {
  expect(listWarnings({ allowedModels: ['*'] })).toEqual([
    "allowedModels ['*'] allows everybody who can change a parameter to choose any model, and the function to invoke every model [ack: bedrock-tier-router:anyModelAllowed]",
  ]);
});
