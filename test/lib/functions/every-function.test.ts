import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { beforeAll, expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  RouterAuthorization,
  RouterCatalog,
  RouterJobs,
} from '../../../lib';
import { listPermissions } from '../list-permissions';
import { makeStack, synthesize, TOKENS } from '../router-in-stack';

const ISSUER = { issuer: 'https://a.example', audience: 'router' };

/** A stack with a network whose subnets have no route to the internet. */
function putRouterInNetwork(props: BedrockTierRouterProps) {
  const { stack } = makeStack();
  const vpc = Vpc.fromVpcAttributes(stack, 'Network', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    availabilityZones: ['us-east-1a'],
    privateSubnetIds: ['subnet-0aaa'],
    isolatedSubnetIds: ['subnet-0bbb'],
  });
  const router = new BedrockTierRouter(stack, 'Router', { vpc, ...props });
  return { stack, router };
}

const ROLES = [
  'RouterRole',
  'RouterLambdaHookRole',
  'RouterKeyReaderRole',
  'RouterCatalogRefreshRole',
  'RouterJobsRole',
  'RouterJobsEndRole',
  'RouterConsoleViewRole',
  'RouterConsoleChangeRole',
];

let template: Template;

beforeAll(() => {
  const { stack } = makeStack();
  const vpc = Vpc.fromVpcAttributes(stack, 'Network', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    availabilityZones: ['us-east-1a'],
    privateSubnetIds: ['subnet-0aaa'],
  });
  new BedrockTierRouter(stack, 'Router', {
    vpc,
    encryptionKey: new Key(stack, 'Key'),
    authorization: RouterAuthorization.keys(),
    lambdaHookFunctionName: 'GENAIIDP-router',
    reservedConcurrency: 50,
    authorizerConcurrency: 20,
    jobs: RouterJobs.durable({ concurrency: 30 }),
    console: true,
  });
  template = synthesize({ stack });
});

it('runs in the VPC, encrypts its environment and sends traces', () => {
  template.resourceCountIs('AWS::Lambda::Function', 8);
  template.allResourcesProperties('AWS::Lambda::Function', {
    VpcConfig: { SubnetIds: ['subnet-0aaa'], SecurityGroupIds: [Match.anyValue()] },
    KmsKeyArn: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
    TracingConfig: { Mode: 'Active' },
  });
});

it.each(ROLES)('has a role that allows it to: %s', (role) => {
  expect(listPermissions(template, role)).toEqual(
    expect.arrayContaining([
      'kms:Decrypt on <Key961B73FD>',
      'ec2:CreateNetworkInterface on *',
      'xray:PutTraceSegments on *',
    ]),
  );
});

it.each([
  ['index.handler', 256, 50],
  ['index.lambdaHook', 512, 50],
  ['index.handler', 128, 20],
  ['index.handler', 256, 1],
  ['index.handler', 512, 30],
])('%s with %i MiB reserves %i executions', (Handler, MemorySize, ReservedConcurrentExecutions) => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Handler,
    MemorySize,
    ReservedConcurrentExecutions,
  });
});

it('has a security group of its own, which for the reader of keys allows no traffic', () => {
  template.resourceCountIs('AWS::EC2::SecurityGroup', 8);
  template.resourcePropertiesCountIs(
    'AWS::EC2::SecurityGroup',
    { SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })] },
    1,
  );
});

it.each([
  [
    { catalog: RouterCatalog.refreshed({ inVpc: false }), ...TOKENS },
    { 'index.handler 256': false, 'index.handler 128': true },
  ],
  [
    { authorization: RouterAuthorization.jwt({ ...ISSUER, inVpc: false }) },
    { 'index.handler 256': true, 'index.handler 128': false },
  ],
])('stays outside of the VPC if asked to: case %#', (props, expected) => {
  const own = synthesize(putRouterInNetwork(props));
  const inVpc = Object.values(own.findResources('AWS::Lambda::Function')).map(({ Properties }) => {
    return [`${Properties.Handler} ${Properties.MemorySize}`, Properties.VpcConfig !== undefined];
  });
  expect(Object.fromEntries(inVpc)).toMatchObject(expected);
});

it('warns of subnets without a route to what the refresh and the authorizer call', () => {
  const vpcSubnets = { subnetType: SubnetType.PRIVATE_ISOLATED };
  const { stack, router } = putRouterInNetwork({ vpcSubnets, ...TOKENS });
  const annotations = Annotations.fromStack(stack);
  for (const need of ['pricing.api', 'an issuer inside of the VPC']) {
    annotations.hasWarning(`/${router.node.path}`, Match.stringLikeRegexp(need));
  }
});

it('warns of no subnets with a NAT gateway', () => {
  const { stack, router } = putRouterInNetwork(TOKENS);
  const warnings = Annotations.fromStack(stack).findWarning(
    `/${router.node.path}`,
    Match.stringLikeRegexp('no route'),
  );
  expect(warnings).toEqual([]);
});

it('of the user gets no reservation', () => {
  expect(() => putRouterInNetwork({ authorizerConcurrency: 5 })).toThrow(
    'authorizerConcurrency is for an authorization with a function of the router, got 5; remove it',
  );
});
