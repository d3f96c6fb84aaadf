import { CfnParameter, Duration, Lazy } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  RouterAuthorization,
  RouterCatalog,
  RouterConnection,
  ServiceTier,
  TieredModel,
} from '../../../lib';
import { CERTIFICATE } from '../fixtures';
import { makeStack, putRouterInStack, synthesize } from '../router-in-stack';

const SMALL: BedrockTierRouterProps = { dashboard: false, catalog: RouterCatalog.builtIn() };

function listModels(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `us.maker.quite-a-long-model-name-${index}-v1:0`,
  );
}

function putManyModels(count: number, connections: BedrockTierRouterProps['connections'] = {}) {
  return putRouterInStack({
    ...SMALL,
    operations: { extraction: [TieredModel.of('us.maker.quite-a-long-model-name-0-v1:0')] },
    allowedModels: listModels(count),
    allowedTiers: [ServiceTier.FLEX, ServiceTier.DEFAULT],
    connections,
  });
}

it('gives a role of 80 models no more than 10 managed policies, each of at most 6,144 characters', () => {
  const template = synthesize(putManyModels(80));
  const policies = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  expect(policies.length).toBeGreaterThan(1);
  expect(policies.length).toBeLessThanOrEqual(10);
  for (const { Properties } of policies) {
    const text = JSON.stringify(Properties.PolicyDocument)
      .replaceAll('{"Ref":"AWS::AccountId"}', '111122223333')
      .replaceAll('{"Ref":"AWS::Region"}', 'ap-southeast-1')
      .replaceAll(/\{"Fn::Join":\["",\[(.*?)\]\]\}/g, (_, parts: string) =>
        parts.replaceAll('{"Ref":"AWS::Partition"}', 'aws').replaceAll(/",|,"|"/g, ''),
      );
    expect(text.length).toBeLessThanOrEqual(6144);
  }
});

it('shares statements of 30 models among the Regions of connections', () => {
  const connections = {
    paris: RouterConnection.region('eu-west-3'),
    tokyo: RouterConnection.region('ap-northeast-1'),
  };
  const template = synthesize(putManyModels(30, connections));
  const policies = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
  expect(policies.length).toBeLessThanOrEqual(10);
});

it('refuses callers that make the stack larger than CloudFormation allows', () => {
  const { stack, router } = putRouterInStack({
    ...SMALL,
    authorization: RouterAuthorization.keys(),
  });
  for (let index = 0; index < 120; index++) router.addCaller(`caller-${index}`);
  expect(() => synthesize({ stack })).toThrow(
    /the stack has 5\d\d resources, of which the callers make 480, but CloudFormation allows 500/,
  );
});

/** The CLI looks the values up after a first synthesis, so that synthesis must not fail. */
it('takes every value from a look-up', () => {
  const { stack } = makeStack({ env: { account: '111122223333', region: 'us-east-1' } });
  const lookUp = (name: string) => StringParameter.valueFromLookup(stack, `/team/${name}`);
  const router = new BedrockTierRouter(stack, 'Router', {
    ...SMALL,
    parameterPrefix: lookUp('prefix'),
    stageName: lookUp('stage'),
    webAclArn: lookUp('acl'),
    lambdaHookFunctionName: lookUp('hook'),
    operations: {
      extraction: [TieredModel.of(lookUp('model')), TieredModel.fromText(lookUp('route'))],
      summary: [TieredModel.NOVA_2_LITE_US],
    },
    allowedModels: [lookUp('model'), lookUp('other')],
    authorization: RouterAuthorization.keys(),
    domain: {
      domainName: lookUp('domain'),
      certificate: CERTIFICATE,
      basePath: lookUp('path'),
    },
  });
  router.addCaller('claims', {
    callerName: lookUp('caller'),
    models: [lookUp('model')],
    operations: [lookUp('operation')],
  });
  new BedrockTierRouter(stack, 'Tokens', {
    ...SMALL,
    parameterPrefix: '/tokens',
    authorization: RouterAuthorization.jwt({
      issuer: lookUp('issuer'),
      audience: lookUp('audience'),
    }),
  });
  expect(() => synthesize({ stack })).not.toThrow();
});

it.each<[BedrockTierRouterProps, string]>([
  [{ stageName: Lazy.string({ produce: () => 'prod' }) }, 'stageName must be known at synthesis'],
  [
    { timeout: Duration.seconds(Lazy.number({ produce: () => 9 })) },
    'timeout must be known at synthesis',
  ],
])('refuses a token where the CDK needs a value: case %#', (props, message) => {
  expect(() => putRouterInStack({ ...SMALL, ...props })).toThrow(message);
});

it('takes tokens everywhere else', () => {
  const { stack } = makeStack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  new BedrockTierRouter(stack, 'Router', {
    ...SMALL,
    parameterPrefix: text,
    operations: { extraction: [TieredModel.of(text)] },
    allowedModels: [text],
    mappingMaxAge: Duration.seconds(number),
    requestTimeout: Duration.seconds(number),
    firstByteTimeouts: { flex: Duration.seconds(number) },
    memorySize: number,
    reservedConcurrency: number,
    throttlingRateLimit: number,
    throttlingBurstLimit: number,
    lambdaHookFunctionName: text,
    webAclArn: text,
    alarms: { errorPercentage: number, routerLatency: Duration.millis(number) },
  });
  expect(() => synthesize({ stack })).not.toThrow();
});
