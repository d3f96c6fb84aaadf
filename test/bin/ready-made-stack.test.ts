import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, expect, it } from 'vitest';
import { ReadyMadeStack } from '../../bin/ready-made-stack';

const FEATURE_FLAGS = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8'),
).context;

let app: App;
let template: Template;

beforeAll(() => {
  app = new App({ context: { ...FEATURE_FLAGS, 'aws:cdk:bundling-stacks': [] } });
  template = Template.fromStack(new ReadyMadeStack(app, 'BedrockTierRouter'));
});

it('is as it was', () => {
  const text = JSON.stringify(template.toJSON()).replaceAll(/[0-9a-f]{64}/g, 'asset-hash');
  expect(JSON.parse(text)).toMatchSnapshot();
});

it('breaks no rule of AwsSolutions', () => {
  expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
});

it('deploys into an account that never logged for API Gateway', () => {
  template.resourceCountIs('AWS::ApiGateway::Account', 1);
});

it('has outputs that can be asked for by name', () => {
  expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
    'DashboardUrl',
    'LogGroup',
    'ParameterPrefix',
    'Url',
  ]);
});

it('is configured by context', () => {
  const context = { ...FEATURE_FLAGS, 'aws:cdk:bundling-stacks': [], cloudWatchRole: 'false' };
  const stack = new ReadyMadeStack(new App({ context }), 'BedrockTierRouter');
  Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::Account', 0);
});

it('tells a topic of its alarms, where one is named', () => {
  const alarmTopicArn = 'arn:aws:sns:us-east-1:111122223333:on-duty';
  const context = { ...FEATURE_FLAGS, 'aws:cdk:bundling-stacks': [], alarmTopicArn };
  const stack = new ReadyMadeStack(new App({ context }), 'BedrockTierRouter');
  Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [alarmTopicArn],
  });
});

it('makes callers by context, and says how to print their keys', () => {
  const context = {
    ...FEATURE_FLAGS,
    'aws:cdk:bundling-stacks': [],
    authorization: 'keys',
    callers: '{"claims":{"limitUsd":50}}',
  };
  const keyedApp = new App({ context });
  const keyed = Template.fromStack(new ReadyMadeStack(keyedApp, 'BedrockTierRouter'));
  const [keyId] = Object.keys(keyed.findResources('AWS::ApiGateway::ApiKey'));
  const command =
    'aws apigateway get-api-key --include-value --query value --output text --api-key ';
  keyed.hasOutput('UsagePlanId', {
    Description: 'The usage plan for callers that are made by hand',
  });
  keyed.hasOutput('*', {
    Description: 'Prints the key of the caller claims',
    Value: { 'Fn::Join': ['', [command, { Ref: keyId }]] },
  });
  expect(new AwsSolutionsChecks().validateScope(keyedApp).violations).toEqual([]);
});
