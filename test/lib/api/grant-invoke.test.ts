import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import {
  AccountPrincipal,
  AccountRootPrincipal,
  type IGrantable,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { expect, it } from 'vitest';
import type { BedrockTierRouterProps } from '../../../lib';

import { VPC_ENDPOINTS } from '../fixtures';
import { BUILT_IN, putRouterInStack, synthesize } from '../router-in-stack';

const HERE = { env: { account: '111122223333', region: 'us-east-1' } };
const ELSEWHERE = 'arn:aws:iam::999988887777:role/extraction';
const NO_WARNING: string[] = [];

function grant(
  makeGrantee: (stack: Stack) => IGrantable,
  props: BedrockTierRouterProps = BUILT_IN,
) {
  const { stack, router } = putRouterInStack(props, HERE);
  const permission = router.grantInvoke(makeGrantee(stack), 'extraction');
  const template = synthesize({ stack });
  return {
    permission,
    policy: findPolicy(template),
    warnings: Annotations.fromStack(stack)
      .findWarning(`/${router.api.node.path}`, Match.stringLikeRegexp('grantInvoke'))
      .map(({ entry }) => String(entry.data)),
  };
}

function findPolicy(template: Template) {
  const [api] = Object.values(template.findResources('AWS::ApiGateway::RestApi'));
  return api?.['Properties'].Policy?.Statement;
}

const OPERATION = [
  'execute-api:/prod/POST/v1/extraction',
  'execute-api:/prod/POST/v1/extraction/stream',
  'execute-api:/prod/POST/v1/extraction/openai/*',
  'execute-api:/prod/GET/v1/extraction/openai/*',
  'execute-api:/prod/POST/model/extraction/*',
];

it('writes a policy of the API for a role of another account, and names what is missing', () => {
  const { permission, policy, warnings } = grant((stack) =>
    Role.fromRoleArn(stack, 'Stage', ELSEWHERE),
  );
  expect(permission.success).toBe(true);
  expect(policy).toEqual([
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Principal: { AWS: ELSEWHERE },
      Resource: OPERATION,
    },
  ]);
  expect(warnings).toEqual([
    expect.stringContaining(
      'cannot write its own policy, in its account: it must also allow execute-api:Invoke to the principal of account 999988887777',
    ),
  ]);
});

it('keeps a public /health open, which a policy would close', () => {
  const { policy } = grant((stack) => Role.fromRoleArn(stack, 'Stage', ELSEWHERE), {
    ...BUILT_IN,
    publicHealth: true,
  });
  expect(policy).toEqual([
    expect.objectContaining({ Principal: { AWS: ELSEWHERE } }),
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Principal: { AWS: '*' },
      Resource: ['execute-api:/*/GET/health', 'execute-api:/*/HEAD/health'],
    },
  ]);
});

it('adds to the policy of a private API', () => {
  const { policy } = grant((stack) => Role.fromRoleArn(stack, 'Stage', ELSEWHERE), {
    ...BUILT_IN,
    vpcEndpoints: VPC_ENDPOINTS,
  });
  expect(policy).toHaveLength(3);
  expect(policy[2]).toMatchObject({ Effect: 'Allow', Principal: { AWS: ELSEWHERE } });
});

it.each<[string, (stack: Stack) => IGrantable, unknown, readonly string[]]>([
  ['an account', () => new AccountPrincipal('999988887777'), 'root', ['999988887777']],
  ['a service', () => new ServicePrincipal('states.amazonaws.com'), 'states', NO_WARNING],
])('writes a policy of the API for %s, which has none of its own', (_, make, named, accounts) => {
  const { permission, policy, warnings } = grant(make);
  expect(permission.success).toBe(true);
  expect(JSON.stringify(policy[0].Principal)).toContain(named);
  expect(policy[0].Resource).toEqual(OPERATION);
  expect(warnings).toEqual(accounts.map((account) => expect.stringContaining(account)));
});

it('writes only the policy of a role of the same account', () => {
  const { policy, warnings } = grant((stack) => {
    return new Role(stack, 'Stage', { assumedBy: new AccountRootPrincipal() });
  });
  expect(policy).toBeUndefined();
  expect(warnings).toEqual([]);
});

it('writes both policies where it is not known whether the account is the same', () => {
  const { stack, router } = putRouterInStack(BUILT_IN);
  router.grantInvoke(Role.fromRoleArn(stack, 'Stage', ELSEWHERE));
  const template = synthesize({ stack });
  expect(findPolicy(template)).toMatchObject([
    { Principal: { AWS: ELSEWHERE }, Resource: 'execute-api:/prod/*/*' },
  ]);
  template.hasResourceProperties('AWS::IAM::Policy', { Roles: ['extraction'] });
});

it('refuses a role that the same app creates in another account', () => {
  const { app, router } = putRouterInStack(BUILT_IN, HERE);
  const other = new Stack(app, 'Other', { env: { account: '999988887777', region: 'us-east-1' } });
  const role = new Role(other, 'Stage', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvoke(role)).toThrow(
    'Other/Stage is of the account 999988887777, whose stack cannot refer to the API of this one',
  );
});

it('deploys the API again, because API Gateway takes a policy only with a deployment', () => {
  const [before, after] = [false, true].map((isGranted) => {
    const { stack, router } = putRouterInStack(BUILT_IN, HERE);
    if (isGranted) router.grantInvoke(new AccountPrincipal('999988887777'));
    return Object.keys(synthesize({ stack }).findResources('AWS::ApiGateway::Deployment'));
  });
  expect(after).not.toEqual(before);
});
