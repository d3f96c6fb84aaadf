import type { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { KeyHeader, RouterAuthorization } from '../../../lib';
import { putRouterInStack, synthesize } from '../router-in-stack';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What the role of a function may do: each action with its resource, tokens written short. */
function listPermissions(template: Template, roleId: RegExp): string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const ofRole = policies.filter(({ Properties }) => roleId.test(Properties.Roles[0].Ref));
  expect(ofRole).toHaveLength(1);
  const statements: Statement[] = ofRole[0]?.['Properties'].PolicyDocument.Statement;
  return statements.flatMap(({ Action, Resource }) => {
    return [Action].flat().flatMap((action) => {
      return [Resource].flat().map((resource) => `${action} on ${writeShort(resource)}`);
    });
  });
}

function writeShort(resource: unknown): string {
  return JSON.stringify(resource)
    .replaceAll(/\{"Ref":"AWS::(\w+)"\}/g, (_, name) => name.toLowerCase())
    .replaceAll(/\{"Fn::Join":\["",\[(.*?)\]\]\}/g, '$1')
    .replaceAll(/\{"Fn::GetAtt":\["(\w+)","Arn"\]\}/g, '$1')
    .replaceAll(/[",]/g, '');
}

const HERE = 'region:accountid';
const PROFILE = `arn:partition:bedrock:${HERE}:inference-profile/us.amazon.nova-2-lite-v1:0`;
const MODEL = 'arn:partition:bedrock:*::foundation-model/amazon.nova-2-lite-v1:0';
const BEDROCK = [PROFILE, MODEL].flatMap((resource) => {
  return ['InvokeModel', 'InvokeModelWithResponseStream', 'CountTokens'].map(
    (action) => `bedrock:${action} on ${resource}`,
  );
});
const OF_EVERY_ROUTER = [
  'logs:CreateLogStream on RouterFunctionLogs5913F42C',
  'logs:PutLogEvents on RouterFunctionLogs5913F42C',
  `ssm:GetParametersByPath on arn:partition:ssm:${HERE}:parameter/bedrock-tier-router/operations`,
  `ssm:GetParameter on arn:partition:ssm:${HERE}:parameter/bedrock-tier-router/prices`,
  ...BEDROCK,
  'xray:PutTraceSegments on *',
  'xray:PutTelemetryRecords on *',
];
const OF_KEYED_ROUTERS = [
  `ssm:GetParametersByPath on arn:partition:ssm:${HERE}:parameter/bedrock-tier-router/callers`,
  'dynamodb:UpdateItem on RouterBudgets5F3C917B',
  `events:PutEvents on arn:partition:events:${HERE}:event-bus/default`,
];

it.each([
  ['IAM', RouterAuthorization.iam(), []],
  ['a token', RouterAuthorization.jwt({ issuer: 'https://a.example', audience: 'router' }), []],
  ['a key', RouterAuthorization.keys(), OF_KEYED_ROUTERS],
  ['a key in x-api-key', RouterAuthorization.keys({ header: KeyHeader.API_KEY }), OF_KEYED_ROUTERS],
])('lets the function of a router with %s do this and nothing else', (_, authorization, more) => {
  const template = synthesize(putRouterInStack({ authorization }));
  expect(listPermissions(template, /^RouterRole/).sort()).toEqual(
    [...OF_EVERY_ROUTER, ...more].sort(),
  );
});

it('lets it tell only of its own events', () => {
  const template = synthesize(putRouterInStack({ authorization: RouterAuthorization.keys() }));
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const statements: Statement[] = policies.flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  expect(statements.find(({ Action }) => Action === 'events:PutEvents')?.Condition).toEqual({
    StringEquals: { 'events:source': 'bedrock-tier-router' },
  });
});

it.each([
  ['keys', RouterAuthorization.keys(), 'RouterKeyReader'],
  [
    'tokens',
    RouterAuthorization.jwt({ issuer: 'https://a.example', audience: 'router' }),
    'RouterTokenVerifier',
  ],
])(
  'lets the function that checks %s write its own log and nothing else',
  (_, authorization, id) => {
    const template = synthesize(putRouterInStack({ authorization }));
    const logs = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    const ownLog = logs.find((name) => name.startsWith(`${id}Logs`));
    expect(listPermissions(template, new RegExp(`^${id}Role`))).toEqual([
      `logs:CreateLogStream on ${ownLog}`,
      `logs:PutLogEvents on ${ownLog}`,
    ]);
  },
);

it('gives no function a managed policy', () => {
  const template = synthesize(putRouterInStack({ authorization: RouterAuthorization.keys() }));
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
    expect(Properties.ManagedPolicyArns).toBeUndefined();
  }
});
