import { App, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type BedrockTierRouterAttributes,
  BudgetResponse,
  type IBedrockTierRouter,
  MetricScope,
  RouterAuthorization,
  ServiceTier,
} from '../../lib';
import { listPermissions } from './list-permissions';
import { makeStack, synthesize } from './router-in-stack';

const HERE = { env: { account: '111122223333', region: 'us-east-1' } };

function importRouter(attributes: Partial<BedrockTierRouterAttributes> = {}) {
  const { stack } = makeStack(HERE);
  const router = BedrockTierRouter.fromBedrockTierRouterAttributes(stack, 'Router', {
    restApiId: 'abc123',
    ...attributes,
  });
  const role = new Role(stack, 'Stage', { assumedBy: new AccountRootPrincipal() });
  return { stack, router, role };
}

it('has the URL, the stage and the parameters that a router has by default', () => {
  const { stack, router } = importRouter();
  expect(stack.resolve(router.url)).toEqual({
    'Fn::Join': ['', ['https://abc123.execute-api.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/prod']],
  });
  expect(router).toMatchObject({
    restApiId: 'abc123',
    stageName: 'prod',
    parameterPrefix: '/bedrock-tier-router',
  });
});

it('creates no resource', () => {
  const { stack } = importRouter();
  const types = Object.values(synthesize({ stack }).toJSON()['Resources']);
  expect(types).toHaveLength(1);
});

it('has the metrics of its prefix', () => {
  const { router } = importRouter({ parameterPrefix: '/team/router' });
  const scope = MetricScope.operation('extraction', ServiceTier.FLEX);
  expect(router.metricInvocations(scope).dimensions).toEqual({
    service: 'team/router',
    Operation: 'extraction',
    ServiceTier: 'flex',
  });
  expect(router.metricRouterLatency(MetricScope.all()).dimensions).toEqual({
    service: 'team/router',
  });
});

describe('grants', () => {
  it('requests and parameters in the place of the router', () => {
    const { stack, router, role } = importRouter({
      region: 'eu-west-1',
      stageName: 'v2',
      lambdaHookFunctionName: 'GENAIIDP-router',
    });
    router.grantInvoke(role, 'extraction');
    router.grantReadCatalog(role);
    router.grantInvokeLambdaHook(role);
    expect(listPermissions(synthesize({ stack }), 'Stage')).toEqual(
      expect.arrayContaining([
        'execute-api:Invoke on arn:<AWS::Partition>:execute-api:eu-west-1:111122223333:abc123/v2/POST/v1/extraction',
        'ssm:GetParameter on arn:<AWS::Partition>:ssm:eu-west-1:111122223333:parameter/bedrock-tier-router/catalog',
        'lambda:InvokeFunction on arn:<AWS::Partition>:lambda:eu-west-1:111122223333:function:GENAIIDP-router',
      ]),
    );
  });

  it('the jobs of an operation, if the router has jobs', () => {
    const { stack, router, role } = importRouter({ hasJobs: true });
    router.grantInvoke(role, 'extraction');
    expect(listPermissions(synthesize({ stack }), 'Stage')).toContain(
      'execute-api:Invoke on arn:<AWS::Partition>:execute-api:us-east-1:111122223333:abc123/prod/POST/v1/extraction/jobs',
    );
  });

  it('warns that the API of another account must allow the request, too', () => {
    const { stack, router, role } = importRouter({ account: '999988887777' });
    router.grantInvoke(role);
    expect(listPermissions(synthesize({ stack }), 'Stage')).toEqual([
      'execute-api:Invoke on arn:<AWS::Partition>:execute-api:us-east-1:999988887777:abc123/prod/*/*',
    ]);
    Annotations.fromStack(stack).hasWarning(
      '/Pipeline/Router',
      Match.stringLikeRegexp('cannot write the resource policy of the API'),
    );
  });

  it('refuses a principal without a policy of its own', () => {
    const { router } = importRouter();
    expect(() => router.grantInvoke(new AccountPrincipal('999988887777'))).toThrow(
      'has no policy of its own that this app can write; call grantInvoke where the router is created',
    );
  });

  it('refuses a LambdaHook that is not named', () => {
    const { router, role } = importRouter();
    expect(() => router.grantInvokeLambdaHook(role)).toThrow('set lambdaHookFunctionName');
  });
});

describe('a caller', () => {
  const authorization = RouterAuthorization.keys();

  it('has its key, its usage plan and its policy in this app', () => {
    const { stack, router } = importRouter({ authorization, parameterPrefix: '/team/router' });
    router.addCaller('claims', {
      throttle: { rateLimit: 5 },
      budget: { limitUsd: 50, whenExceeded: BudgetResponse.demoteToFlex() },
    });
    const template = synthesize({ stack });
    template.resourceCountIs('AWS::ApiGateway::ApiKey', 1);
    template.resourceCountIs('AWS::ApiGateway::UsagePlanKey', 1);
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      ApiStages: [{ ApiId: 'abc123', Stage: 'prod' }],
      Throttle: { RateLimit: 5, BurstLimit: 5 },
    });
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Name: {
        'Fn::Join': [
          '',
          ['/team/router/callers/', { Ref: Match.stringLikeRegexp('^RouterCallersclaimsKey') }],
        ],
      },
    });
  });

  it.each<[Partial<BedrockTierRouterAttributes>, string]>([
    [
      {},
      'callers have their own keys only with RouterAuthorization.keys(); say so in authorization',
    ],
    [
      { authorization, region: 'eu-west-1' },
      'addCaller makes a key in the region of its stack, us-east-1, but the router is in eu-west-1',
    ],
    [
      { authorization, account: '999988887777' },
      'addCaller makes a key in the account of its stack, 111122223333, but the router is in 999988887777',
    ],
  ])('is refused where its key would not work: case %#', (attributes, message) => {
    expect(() => importRouter(attributes).router.addCaller('claims')).toThrow(message);
  });

  it('has a valid throttle', () => {
    const { router } = importRouter({ authorization });
    expect(() => router.addCaller('claims', { throttle: { rateLimit: 0 } })).toThrow(
      'throttle.rateLimit of the caller "claims" must be a number above 0, got 0',
    );
  });
});

it.each<[Partial<BedrockTierRouterAttributes>, string]>([
  [{ restApiId: '' }, 'restApiId must be lower-case letters and digits, such as "abc123", got ""'],
  [{ restApiId: 'abc123.execute-api.us-east-1.amazonaws.com' }, 'restApiId must be lower-case'],
  [{ url: 'https://router.example.com/' }, 'url must have no trailing slash'],
  [{ stageName: 'v 2' }, 'stageName must be 1 to 128 letters, digits, "-" and "_", got "v 2"'],
  [{ parameterPrefix: 'team/router' }, 'parameterPrefix "team/router" must start with "/"'],
])('is refused with attributes that no router has: case %#', (attributes, message) => {
  expect(() => importRouter(attributes)).toThrow(message);
});

it('takes attributes that are known only at the deployment', () => {
  const token = (name: string) => Fn.importValue(name);
  const attributes = {
    restApiId: token('Id'),
    url: token('Url'),
    parameterPrefix: token('Prefix'),
  };
  expect(() => importRouter(attributes)).not.toThrow();
});

it('has the interface of a router that this app creates', () => {
  const own: IBedrockTierRouter = new BedrockTierRouter(new Stack(new App(), 'Own'), 'Router');
  const { url, restApiId, stageName, parameterPrefix } = own;
  expect({ url, restApiId, stageName, parameterPrefix }).toEqual({
    url: expect.stringMatching(/^https:/),
    restApiId: expect.any(String),
    stageName: expect.any(String),
    parameterPrefix: '/bedrock-tier-router',
  });
});
