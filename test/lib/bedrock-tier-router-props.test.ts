import { Duration, Fn } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { beforeAll, expect, it } from 'vitest';
import { BedrockTierRouter, RouterAuthorization, ServiceTier, TieredModel } from '../../lib';
import { OPEN_API_RISK, WEB_ACL_ARN } from './fixtures';
import { listPermissions } from './list-permissions';
import { readRouterConfig } from './read-router-config';
import { makeStack, putRouterInStack, synthesize } from './router-in-stack';

let template: Template;

beforeAll(() => {
  const { stack } = makeStack();
  const vpc = Vpc.fromVpcAttributes(stack, 'Network', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    availabilityZones: ['us-east-1a'],
    isolatedSubnetIds: ['subnet-0a1b2c3d4e5f60718'],
  });
  new BedrockTierRouter(stack, 'Router', {
    operations: { 'table-reading': [TieredModel.NOVA_2_LITE_GLOBAL, TieredModel.NOVA_2_LITE_US] },
    allowedModels: ['*'],
    allowedTiers: [ServiceTier.DEFAULT, ServiceTier.PRIORITY],
    parameterPrefix: '/team/router',
    mappingMaxAge: Duration.minutes(1),
    requestTimeout: Duration.minutes(2),
    timeout: Duration.minutes(3),
    memorySize: 1024,
    reservedConcurrency: 50,
    logRetention: RetentionDays.ONE_YEAR,
    throttlingRateLimit: 7,
    throttlingBurstLimit: 9,
    tracing: false,
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Closed', 'sg-0a1b2c3d4e5f60718')],
    encryptionKey: new Key(stack, 'Key'),
    authorization: RouterAuthorization.none({ acceptedRisk: OPEN_API_RISK }),
    webAclArn: WEB_ACL_ARN,
    stageName: 'v1_test',
    cloudWatchRole: true,
  });
  template = synthesize({ stack });
});

it('sizes, limits and encrypts the function, and puts it into the VPC', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    MemorySize: 1024,
    Timeout: 180,
    ReservedConcurrentExecutions: 50,
    TracingConfig: Match.absent(),
    KmsKeyArn: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
    VpcConfig: {
      SubnetIds: ['subnet-0a1b2c3d4e5f60718'],
      SecurityGroupIds: ['sg-0a1b2c3d4e5f60718'],
    },
  });
});

it('configures the function', () => {
  expect(readRouterConfig(template)).toEqual({
    parameterPrefix: '/team/router',
    operations: {
      'table-reading': 'global.amazon.nova-2-lite-v1:0,us.amazon.nova-2-lite-v1:0',
    },
    allowedModels: ['*'],
    allowedTiers: ['priority', 'default'],
    mappingMaxAgeSeconds: 60,
    requestTimeoutSeconds: 120,
    firstByteTimeoutsSeconds: {},
    owner: '<AWS::StackId>',
  });
});

it('allows the role to decrypt the environment and to create network interfaces', () => {
  expect(listPermissions(template, 'RouterRole')).toEqual(
    expect.arrayContaining([
      'kms:Decrypt on <Key961B73FD>',
      'ec2:CreateNetworkInterface on *',
      'ec2:DescribeNetworkInterfaces on *',
      'ec2:DescribeSubnets on *',
      'ec2:DeleteNetworkInterface on *',
      'ec2:AssignPrivateIpAddresses on *',
      'ec2:UnassignPrivateIpAddresses on *',
    ]),
  );
});

it('writes the routes with their fallbacks below the prefix, and its owner', () => {
  template.resourceCountIs('AWS::SSM::Parameter', 2);
  template.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/team/router/operations/table-reading',
    Value: 'global.amazon.nova-2-lite-v1:0,us.amazon.nova-2-lite-v1:0',
  });
  template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/team/router/owner' });
});

it('configures the stage, the throttling and the timeout of the API', () => {
  template.allResourcesProperties('AWS::ApiGateway::Method', {
    AuthorizationType: 'NONE',
    Integration: { TimeoutInMillis: 180_000 },
  });
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    StageName: 'v1_test',
    TracingEnabled: false,
    MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 })],
  });
});

it('associates the web ACL with the stage', () => {
  const stage = [
    'arn:',
    { Ref: 'AWS::Partition' },
    ':apigateway:',
    { Ref: 'AWS::Region' },
    '::/restapis/',
    { Ref: 'RouterApi30C329D4' },
    '/stages/',
    { Ref: 'RouterApiDeploymentStagev1test4DABFD2E' },
  ];
  template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
    ResourceArn: { 'Fn::Join': ['', stage] },
    WebACLArn: WEB_ACL_ARN,
  });
});

it('sets the role for the logs of the account, and retains it', () => {
  template.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
});

it('retains and encrypts the logs, and allows CloudWatch Logs to use the key', () => {
  template.allResourcesProperties('AWS::Logs::LogGroup', {
    RetentionInDays: 365,
    KmsKeyId: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
  });
  const logsMayUseIt = Match.objectLike({
    Principal: {
      Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
    },
    Condition: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':logs:',
              { Ref: 'AWS::Region' },
              ':',
              { Ref: 'AWS::AccountId' },
              ':*',
            ],
          ],
        },
      },
    },
  });
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: { Statement: [Match.anyValue(), logsMayUseIt] },
  });
});

it.each([
  [{ stageName: '' }, 'stageName must be 1 to 128 letters, digits, "-" and "_", got ""'],
  [{ stageName: 'a/b' }, 'stageName must be 1 to 128 letters, digits, "-" and "_", got "a/b"'],
  [{ parameterPrefix: '/router/' }, 'parameterPrefix "/router/" must not end with "/"'],
  [{ allowedTiers: [ServiceTier.FLEX] }, 'which is not in allowedTiers: flex'],
  [
    { allowedModels: ['qwen.qwen3-32b-v1:0'] },
    'which is not in allowedModels: qwen.qwen3-32b-v1:0',
  ],
  [{ timeout: Duration.hours(1) }, 'timeout must be at most 15 minutes, got 1 hour'],
])('refuses case %#: %j', (props, message) => {
  expect(() => putRouterInStack(props)).toThrow(message);
});

it('routes to an inference profile of the same app', () => {
  const { stack } = makeStack();
  const arn = Fn.importValue('ProfileArn');
  new BedrockTierRouter(stack, 'Router', {
    operations: { extraction: [TieredModel.of(arn, ServiceTier.FLEX)] },
  });
  const own = synthesize({ stack });
  own.hasResourceProperties('AWS::SSM::Parameter', {
    Value: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'ProfileArn' }, ':flex']] },
  });
  expect(readRouterConfig(own)).toMatchObject({
    operations: { extraction: '<ProfileArn>:flex' },
    allowedModels: ['<ProfileArn>'],
  });
});
