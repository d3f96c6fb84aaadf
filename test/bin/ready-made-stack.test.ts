import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { ReadyMadeStack } from '../../bin/ready-made-stack';
import { context as featureFlags } from '../../cdk.json';

interface Context {
  readonly [key: string]: unknown;
}

/** With CloudFormation's validation, as for `cdk deploy`: an invalid template is an error. */
function synthesize(context: Context) {
  const app = new App({
    context: { ...featureFlags, 'aws:cdk:bundling-stacks': [], ...context },
    stackTraces: false,
  });
  const stack = new ReadyMadeStack(app, 'BedrockTierRouter');
  return { app, template: Template.fromStack(stack) };
}

function listViolations(app: App): unknown {
  return new AwsSolutionsChecks().validateScope(app).violations;
}

describe('without a configuration', () => {
  const { app, template } = synthesize({});

  it('matches the snapshot of the template', () => {
    const text = JSON.stringify(template.toJSON()).replaceAll(/[0-9a-f]{64}/g, 'asset-hash');
    expect(JSON.parse(text)).toMatchSnapshot();
  });

  it('breaks no rule of AwsSolutions', () => {
    expect(listViolations(app)).toEqual([]);
  });

  it.each([
    ['ocr', 'us.amazon.nova-2-lite-v1:0'],
    ['classification', 'us.amazon.nova-2-lite-v1:0:priority'],
    ['extraction', 'us.amazon.nova-2-lite-v1:0:flex'],
    ['assessment', 'us.amazon.nova-2-lite-v1:0'],
    ['summarization', 'us.amazon.nova-2-lite-v1:0:flex'],
  ])('has a route for the accelerator’s step %s', (operation, Value) => {
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Name: `/bedrock-tier-router/operations/${operation}`,
      Value,
    });
  });

  it('sets the role for the logs of API Gateway, which a new account lacks', () => {
    template.resourceCountIs('AWS::ApiGateway::Account', 1);
  });

  it('has outputs without a hash in their names', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
      'DashboardUrl',
      'LogGroup',
      'ParameterPrefix',
      'Url',
    ]);
  });
});

describe('with a LambdaHook', () => {
  const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666';
  const { app, template } = synthesize({
    lambdaHookFunctionName: 'GENAIIDP-tier-router',
    config: { lambdaHookBuckets: [{ name: 'idp-working', keyArn }, { name: 'idp-input' }] },
  });

  it('may read its buckets, and decrypt what a key has encrypted', () => {
    const statements = Object.values(template.findResources('AWS::IAM::Policy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => /^(s3|kms):/.test(String(Action)));
    const readable = statements.map(
      ({ Action, Resource }) => `${Action} ${JSON.stringify(Resource)}`,
    );
    const buckets = ['idp-input', 'idp-working'].map(
      (name) => `{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":s3:::${name}/*"]]}`,
    );
    expect(readable).toEqual([`s3:GetObject [${buckets.join(',')}]`, `kms:Decrypt "${keyArn}"`]);
  });

  it('breaks no rule of AwsSolutions', () => {
    expect(listViolations(app)).toEqual([]);
  });
});

describe('with a configuration', () => {
  const alarmTopicArn = 'arn:aws:sns:us-east-1:111122223333:on-duty';
  const { app, template } = synthesize({
    authorization: 'keys',
    alarmTopicArn,
    config: { cloudWatchRole: false, callers: { claims: { budget: { limitUsd: 50 } } } },
  });

  it('applies the properties', () => {
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  it('notifies the topic of every alarm', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [alarmTopicArn] });
  });

  it('adds callers, and outputs the commands that print their keys', () => {
    const [keyId] = Object.keys(template.findResources('AWS::ApiGateway::ApiKey'));
    const command =
      'aws apigateway get-api-key --include-value --query value --output text --api-key ';
    template.hasOutput('*', {
      Description: 'Prints the key of the caller claims',
      Value: { 'Fn::Join': ['', [command, { Ref: keyId }]] },
    });
  });

  it('outputs the usage plan for keys that are created by hand', () => {
    expect(template.findOutputs('UsagePlanId')).toHaveProperty('UsagePlanId');
  });

  it('breaks no rule of AwsSolutions', () => {
    expect(listViolations(app)).toEqual([]);
  });
});

describe('with jobs', () => {
  const { app, template } = synthesize({ config: { jobs: {} } });

  it('outputs the names of the bucket and of the log group', () => {
    const outputs = {
      ...template.findOutputs('JobBucket'),
      ...template.findOutputs('JobLogGroup'),
    };
    expect(outputs).toMatchObject({
      JobBucket: { Value: { Ref: 'RouterJobsBucket56C820D5' } },
      JobLogGroup: { Value: { Ref: 'RouterJobsLogs8D3F9E8C' } },
    });
  });

  it('breaks no rule of AwsSolutions', () => {
    expect(listViolations(app)).toEqual([]);
  });
});

it('outputs nothing, not even the commands that print keys, if outputs are left out', () => {
  const { template } = synthesize({
    authorization: 'keys',
    config: { outputs: false, callers: { claims: {} } },
  });
  expect(template.findOutputs('*')).toEqual({});
});

it('refuses an open API with the message of the construct', () => {
  expect(() => synthesize({ authorization: 'none' })).toThrow(
    'acceptedRisk must be "anyone who reaches the URL spends the money of this account", got nothing',
  );
});
