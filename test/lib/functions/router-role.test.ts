import type { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { API_KEYED, DEFAULTS, KEYED, TOKENS, templateOf } from '../router-in-stack';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The permissions of a function's role: each action with its resource, in which tokens are written short. */
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
  ['IAM', DEFAULTS, []],
  ['tokens', TOKENS, []],
  ['keys', KEYED, OF_KEYED_ROUTERS],
  ['keys in x-api-key', API_KEYED, OF_KEYED_ROUTERS],
])('allows the function of a router with %s exactly this', (_, props, more) => {
  const template = templateOf(props);
  expect(listPermissions(template, /^RouterRole/).sort()).toEqual(
    [...OF_EVERY_ROUTER, ...more].sort(),
  );
});

it('allows events only from the source of the router', () => {
  const policies = Object.values(templateOf(KEYED).findResources('AWS::IAM::Policy'));
  const statements: Statement[] = policies.flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  expect(statements.find(({ Action }) => Action === 'events:PutEvents')?.Condition).toEqual({
    StringEquals: { 'events:source': 'bedrock-tier-router' },
  });
});

it.each([
  ['keys', KEYED, 'RouterKeyReader'],
  ['tokens', TOKENS, 'RouterTokenVerifier'],
])('allows the function that checks %s only to write its own log', (_, props, id) => {
  const template = templateOf(props);
  const logs = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  const ownLog = logs.find((name) => name.startsWith(`${id}Logs`));
  expect(listPermissions(template, new RegExp(`^${id}Role`))).toEqual([
    `logs:CreateLogStream on ${ownLog}`,
    `logs:PutLogEvents on ${ownLog}`,
  ]);
});

it('gives no function a managed policy', () => {
  for (const { Properties } of Object.values(templateOf(KEYED).findResources('AWS::IAM::Role'))) {
    expect(Properties.ManagedPolicyArns).toBeUndefined();
  }
});
