import type { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, type Grant, Role } from 'aws-cdk-lib/aws-iam';
import { beforeAll, expect, it } from 'vitest';
import { RouterAuthorization } from '../../lib';
import { OPEN_API_RISK } from './fixtures';
import { API_KEYED, KEYED, putRouterInStack, synthesize, TOKENS } from './router-in-stack';

const OPERATIONS_ARN = [
  'arn:',
  { Ref: 'AWS::Partition' },
  ':ssm:us-east-1:111122223333:parameter/bedrock-tier-router/operations',
];
const OPERATION_ARN = [...OPERATIONS_ARN.slice(0, -1), `${OPERATIONS_ARN.at(-1)}/*`];
const PRICES_ARN = [
  ...OPERATIONS_ARN.slice(0, -1),
  ':ssm:us-east-1:111122223333:parameter/bedrock-tier-router/prices',
];
const STAGE_ARN = [
  'arn:',
  { Ref: 'AWS::Partition' },
  ':execute-api:us-east-1:111122223333:',
  { Ref: 'RouterApi30C329D4' },
  '/',
  { Ref: 'RouterApiDeploymentStageprod83159A95' },
];

let grants: { readonly [roleId: string]: Grant };
let template: Template;

beforeAll(() => {
  const routerInStack = putRouterInStack(undefined, {
    env: { region: 'us-east-1', account: '111122223333' },
  });
  const { stack, router } = routerInStack;
  const makeRole = (id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });
  grants = {
    Pipeline: router.grantInvoke(makeRole('Pipeline')),
    Extraction: router.grantInvoke(makeRole('Extraction'), 'extraction'),
    Reader: router.grantReadMapping(makeRole('Reader')),
    Operator: router.grantChangeMapping(makeRole('Operator')),
    PriceOperator: router.grantChangePrices(makeRole('PriceOperator')),
  };
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
  [
    'PriceOperator',
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
        Resource: { 'Fn::Join': ['', PRICES_ARN] },
      },
    ],
  ],
])('grants %s exactly this, and returns all of it', (roleId, statements) => {
  expect(findStatements(roleId)).toEqual(statements);
  expect(grants[roleId]?.principalStatements).toHaveLength(statements.length);
});

it.each([
  ['CUSTOM', KEYED],
  ['CUSTOM', TOKENS],
  ['NONE', API_KEYED],
  ['NONE', { authorization: RouterAuthorization.none({ acceptedRisk: OPEN_API_RISK }) }],
])('refuses to grant requests with the authorization type %s: case %#', (type, props) => {
  const { stack, router } = putRouterInStack(props);
  const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvoke(caller)).toThrow(
    `grantInvoke has no effect with the authorization type ${type}; it is for RouterAuthorization.iam()`,
  );
});

it('refuses to grant a name that is not valid for an operation', () => {
  const { stack, router } = putRouterInStack();
  const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvoke(caller, '*')).toThrow('the operation name "*" is not made of');
});
