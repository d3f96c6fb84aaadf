import type { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, type Grant, Role } from 'aws-cdk-lib/aws-iam';
import { beforeAll, expect, it } from 'vitest';
import { KeyHeader, RouterAuthorization } from '../../lib';
import { OPEN_API_RISK } from '../../lib/authorizers/authorization-options';
import { putRouterInStack, synthesize } from './router-in-stack';

const OPERATIONS_ARN = [
  'arn:',
  { Ref: 'AWS::Partition' },
  ':ssm:us-east-1:111122223333:parameter/bedrock-tier-router/operations',
];
const OPERATION_ARN = [...OPERATIONS_ARN.slice(0, -1), `${OPERATIONS_ARN.at(-1)}/*`];
const STAGE_ARN = [
  'arn:',
  { Ref: 'AWS::Partition' },
  ':execute-api:us-east-1:111122223333:',
  { Ref: 'RouterApi30C329D4' },
  '/',
  { Ref: 'RouterApiDeploymentStageprod83159A95' },
];

const grants = new Map<string, Grant>();
let template: Template;

beforeAll(() => {
  const routerInStack = putRouterInStack(undefined, {
    env: { region: 'us-east-1', account: '111122223333' },
  });
  const { stack, router } = routerInStack;
  const makeRole = (id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });
  grants.set('Pipeline', router.grantInvoke(makeRole('Pipeline')));
  grants.set('Extraction', router.grantInvoke(makeRole('Extraction'), 'extraction'));
  grants.set('Reader', router.grantReadMapping(makeRole('Reader')));
  grants.set('Operator', router.grantChangeMapping(makeRole('Operator')));
  template = synthesize(routerInStack);
});

function findStatements(roleId: string): unknown {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  const policy = policies.find(([id]) => id.startsWith(`${roleId}DefaultPolicy`))?.[1];
  return policy?.['Properties'].PolicyDocument.Statement;
}

it.each([
  [
    'Pipeline',
    [
      {
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: { 'Fn::Join': ['', [...STAGE_ARN, '/*/*']] },
      },
    ],
  ],
  [
    'Extraction',
    [
      {
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: [
          { 'Fn::Join': ['', [...STAGE_ARN, '/POST/v1/extraction']] },
          { 'Fn::Join': ['', [...STAGE_ARN, '/POST/v1/extraction/stream']] },
          { 'Fn::Join': ['', [...STAGE_ARN, '/POST/model/extraction/*']] },
        ],
      },
    ],
  ],
  [
    'Reader',
    [
      {
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'],
        Resource: { 'Fn::Join': ['', OPERATION_ARN] },
      },
      {
        Effect: 'Allow',
        Action: 'ssm:GetParametersByPath',
        Resource: { 'Fn::Join': ['', OPERATIONS_ARN] },
      },
    ],
  ],
  [
    'Operator',
    [
      {
        Effect: 'Allow',
        Action: [
          'ssm:GetParameter',
          'ssm:GetParameters',
          'ssm:GetParameterHistory',
          'ssm:PutParameter',
          'ssm:DeleteParameter',
        ],
        Resource: { 'Fn::Join': ['', OPERATION_ARN] },
      },
      {
        Effect: 'Allow',
        Action: 'ssm:GetParametersByPath',
        Resource: { 'Fn::Join': ['', OPERATIONS_ARN] },
      },
    ],
  ],
])('grants %s exactly this', (roleId, statements) => {
  expect(findStatements(roleId)).toEqual(statements);
});

it.each([
  ['Pipeline', 1],
  ['Extraction', 1],
  ['Reader', 2],
  ['Operator', 2],
])('answers for %s with one grant of %i statements', (roleId, count) => {
  expect(grants.get(roleId)?.principalStatements).toHaveLength(count);
});

it.each([
  ['CUSTOM', RouterAuthorization.keys()],
  ['CUSTOM', RouterAuthorization.jwt({ issuer: 'https://a.example', audience: 'router' })],
  ['NONE', RouterAuthorization.keys({ header: KeyHeader.API_KEY })],
  ['NONE', RouterAuthorization.none({ acceptedRisk: OPEN_API_RISK })],
])('grants no calls where the authorization is %s and not IAM', (type, authorization) => {
  const { stack, router } = putRouterInStack({ authorization });
  const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvoke(caller)).toThrow(
    `grantInvoke has no effect with the authorization type ${type}; it is for RouterAuthorization.iam()`,
  );
});

it('refuses to grant what can be no operation', () => {
  const { stack, router } = putRouterInStack();
  const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvoke(caller, '*')).toThrow('the operation name "*" is not made of');
});
