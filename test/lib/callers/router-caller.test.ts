import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Period } from 'aws-cdk-lib/aws-apigateway';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, it } from 'vitest';
import { BudgetResponse, type RouterCaller, ServiceTier } from '../../../lib';
import { listPermissions } from '../list-permissions';
import { KEYED, putRouterInStack, type RouterInStack, synthesize } from '../router-in-stack';

const KEY = { Ref: 'RouterCallersclaimsKeyF3F2CFAE' };

let routerInStack: RouterInStack;
let caller: RouterCaller;
let template: Template;

beforeAll(() => {
  routerInStack = putRouterInStack(KEYED);
  const { stack, router } = routerInStack;
  caller = router.addCaller('claims', {
    throttle: { rateLimit: 5, burstLimit: 10 },
    quota: { limit: 10_000, period: Period.DAY },
    operations: ['extraction'],
    tiers: [ServiceTier.FLEX, ServiceTier.DEFAULT],
    budget: { limitUsd: 50, whenExceeded: BudgetResponse.demoteToFlex() },
  });
  router.addCaller('batch.night', { callerName: 'night-batch' });
  const makeRole = (id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });
  caller.grantReadKey(makeRole('Reader'));
  router.grantChangeCallers(makeRole('Operator'));
  template = synthesize(routerInStack);
});

describe('a caller', () => {
  it('has a key whose value the template does not contain', () => {
    template.hasResourceProperties('AWS::ApiGateway::ApiKey', {
      Description: 'Key of the caller claims',
      Enabled: true,
      Value: Match.absent(),
    });
  });

  it('has a usage plan for the stage', () => {
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      Description: 'Requests of the caller claims',
      Throttle: { RateLimit: 5, BurstLimit: 10 },
      Quota: { Limit: 10_000, Period: 'DAY' },
      ApiStages: [
        Match.objectLike({
          ApiId: { Ref: 'RouterApi30C329D4' },
          Stage: { Ref: 'RouterApiDeploymentStageprod83159A95' },
        }),
      ],
    });
    template.hasResourceProperties('AWS::ApiGateway::UsagePlanKey', {
      KeyId: KEY,
      KeyType: 'API_KEY',
    });
  });

  it('has a policy under the ID of its key', () => {
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Name: { 'Fn::Join': ['', ['/bedrock-tier-router/callers/', KEY]] },
      Type: 'String',
      Description: 'What the caller claims may do and spend',
      Value:
        '{"name":"claims","operations":["extraction"],"tiers":["flex","default"],' +
        '"budget":{"limitUsd":50,"period":"month","whenExceeded":"demote-to-flex"}}',
    });
  });

  it('may have another name than its ID, and no limits', () => {
    template.hasResourceProperties('AWS::SSM::Parameter', { Value: '{"name":"night-batch"}' });
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      Description: 'Requests of the caller night-batch',
      Throttle: Match.absent(),
      Quota: Match.absent(),
    });
  });

  it('exposes its parts', () => {
    const { stack } = routerInStack;
    expect(stack.resolve(caller.keyId)).toEqual(KEY);
    expect(stack.resolve(caller.apiKey.keyId)).toEqual(KEY);
    expect(caller.usagePlan.node.path).toBe('Pipeline/Router/Callers/claims/UsagePlan');
  });
});

it('adds a usage plan for keys that are created by hand', () => {
  template.resourceCountIs('AWS::ApiGateway::UsagePlan', 3);
  template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
    Description: 'Requests with keys that are created by hand',
    Throttle: Match.absent(),
    Quota: Match.absent(),
    ApiStages: [Match.objectLike({ ApiId: { Ref: 'RouterApi30C329D4' } })],
  });
  template.hasOutput('*', {
    Description: 'The usage plan for keys that are created by hand',
    Value: routerInStack.stack.resolve(routerInStack.router.usagePlan?.usagePlanId),
  });
});

describe('the pattern of a policy', () => {
  const PATTERN = '^\\s*\\{[\\s\\S]*\\}\\s*$';

  it('does not change, because a deployment that changes it overwrites policies', () => {
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Type: 'String',
      AllowedPattern: PATTERN,
    });
  });

  it.each(['{"name":"claims"}', ' {\n  "name": "claims"\n}\n'])('takes %j', (value) => {
    expect(value).toMatch(new RegExp(PATTERN));
  });

  it.each(['claims', '["claims"]', '{"name":"claims"', ''])('refuses %j', (value) => {
    expect(value).not.toMatch(new RegExp(PATTERN));
  });
});

it('allows a reader to read only the key of the caller', () => {
  expect(listPermissions(template, 'Reader')).toEqual([
    'apigateway:GET on arn:<AWS::Partition>:apigateway:<AWS::Region>::/apikeys/<RouterCallersclaimsKeyF3F2CFAE>',
  ]);
});

it('allows an operator to override policies but not routes', () => {
  const prefix =
    'arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/bedrock-tier-router';
  const [deployed, overrides] = [`${prefix}/callers`, `${prefix}/overrides/callers`];
  expect(listPermissions(template, 'Operator')).toEqual([
    `ssm:GetParameter on ${deployed}/*`,
    `ssm:GetParameter on ${overrides}/*`,
    `ssm:GetParameters on ${deployed}/*`,
    `ssm:GetParameters on ${overrides}/*`,
    `ssm:GetParameterHistory on ${deployed}/*`,
    `ssm:GetParameterHistory on ${overrides}/*`,
    `ssm:GetParametersByPath on ${deployed}`,
    `ssm:GetParametersByPath on ${overrides}`,
    `ssm:PutParameter on ${overrides}/*`,
    `ssm:DeleteParameter on ${overrides}/*`,
  ]);
});

it.each([
  ['addCaller', (inStack: RouterInStack) => inStack.router.addCaller('claims')],
  [
    'grantChangeCallers',
    ({ router }: RouterInStack) => router.grantChangeCallers(router.grantPrincipal),
  ],
])('refuses %s without keys', (_, use) => {
  expect(() => use(putRouterInStack())).toThrow(
    'callers have their own keys only with RouterAuthorization.keys()',
  );
});
