import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { listPermissions } from '../list-permissions';
import { API_KEYED, DEFAULTS, KEYED, TOKENS, templateOf } from '../router-in-stack';

const HERE = '<AWS::Region>:<AWS::AccountId>';
const PARAMETERS = `arn:<AWS::Partition>:ssm:${HERE}:parameter/bedrock-tier-router`;
const PROFILE = `arn:<AWS::Partition>:bedrock:${HERE}:inference-profile/us.amazon.nova-2-lite-v1:0`;
const MODEL = 'arn:<AWS::Partition>:bedrock:*::foundation-model/amazon.nova-2-lite-v1:0';
const COUNTED =
  'arn:<AWS::Partition>:bedrock:<AWS::Region>::foundation-model/amazon.nova-2-lite-v1:0';

const OF_EVERY_ROUTER = [
  'logs:CreateLogStream on <RouterFunctionLogs5913F42C>',
  'logs:PutLogEvents on <RouterFunctionLogs5913F42C>',
  `ssm:GetParametersByPath on ${PARAMETERS}`,
  `ssm:GetParameters on ${PARAMETERS}/*`,
  `bedrock:CountTokens on ${COUNTED}`,
  ...['InvokeModel', 'InvokeModelWithResponseStream'].flatMap((action) => [
    `bedrock:${action} on ${PROFILE}`,
    `bedrock:${action} on arn:<AWS::Partition>:bedrock:${HERE}:project/default`,
    `bedrock:${action} on ${MODEL} if StringEquals bedrock:InferenceProfileArn=${PROFILE}`,
  ]),
  'xray:PutTraceSegments on *',
  'xray:PutTelemetryRecords on *',
];
const OF_KEYED_ROUTERS = [
  'dynamodb:UpdateItem on <RouterBudgets5F3C917B>',
  `events:PutEvents on arn:<AWS::Partition>:events:${HERE}:event-bus/default if StringEquals events:source=bedrock-tier-router`,
];

it.each([
  ['IAM', DEFAULTS, []],
  ['tokens', TOKENS, []],
  ['keys', KEYED, OF_KEYED_ROUTERS],
  ['keys in x-api-key', API_KEYED, OF_KEYED_ROUTERS],
])('allows the function of a router with %s exactly this', (_, props, more) => {
  expect(listPermissions(templateOf(props), 'RouterRole').sort()).toEqual(
    [...OF_EVERY_ROUTER, ...more].sort(),
  );
});

it.each([
  ['keys', KEYED, 'RouterKeyReader'],
  ['tokens', TOKENS, 'RouterTokenVerifier'],
])(
  'allows the function that checks %s only to write its own log and to send traces',
  (_, props, id) => {
    const template = templateOf(props);
    const logs = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    const ownLog = logs.find((name) => name.startsWith(`${id}Logs`));
    expect(listPermissions(template, `${id}Role`)).toEqual([
      `logs:CreateLogStream on <${ownLog}>`,
      `logs:PutLogEvents on <${ownLog}>`,
      'xray:PutTraceSegments on *',
      'xray:PutTelemetryRecords on *',
    ]);
  },
);

it('is for Lambda alone, and has no managed policy', () => {
  templateOf(KEYED).allResourcesProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
        },
      ],
    },
    ManagedPolicyArns: Match.absent(),
  });
});
