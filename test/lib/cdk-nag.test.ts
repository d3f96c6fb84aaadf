import { Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { InterfaceVpcEndpoint, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  KeyHeader,
  RouterAuthorization,
  TieredModel,
} from '../../lib';
import { makeStack } from './router-in-stack';

const elsewhere = new Stack();
const VPC_ENDPOINT = InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(
  elsewhere,
  'Endpoint',
  {
    vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
    port: 443,
  },
);
const CERTIFICATE = Certificate.fromCertificateArn(
  elsewhere,
  'Certificate',
  'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555',
);
const WEB_ACL = 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/router/1111-2222';

const EVERY_KIND_OF_MODEL = [
  'google.gemma-3-27b-it',
  'us.amazon.nova-2-lite-v1:0',
  'global.amazon.nova-2-lite-v1:0',
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456',
];

/** The AwsSolutions rules that a stack with one router breaks, and where. */
function listViolations(props: BedrockTierRouterProps, region?: string): string[] {
  const { app, stack } = makeStack(region === undefined ? {} : { env: { region } });
  const vpc = Vpc.fromVpcAttributes(stack, 'Network', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    availabilityZones: ['us-east-1a'],
    isolatedSubnetIds: ['subnet-0a1b2c3d4e5f60718'],
  });
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const router = new BedrockTierRouter(stack, 'Router', { vpc, encryptionKey, ...props });
  if (props.authorization?.usesKeys) router.addCaller('claims', { budget: { limitUsd: 50 } });
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) => {
    return violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`);
  });
}

it.each<[string, BedrockTierRouterProps, string?]>([
  ['the defaults', {}],
  [
    'every kind of model',
    {
      operations: { extraction: EVERY_KIND_OF_MODEL.map((model) => TieredModel.of(model)) },
    },
  ],
  ['any model', { allowedModels: ['*'] }],
  ['the role for the logs of the account', { cloudWatchRole: true }],
  ['keys', { authorization: RouterAuthorization.keys() }],
  [
    'keys in Authorization',
    { authorization: RouterAuthorization.keys({ header: KeyHeader.AUTHORIZATION }) },
  ],
  ['keys in x-api-key', { authorization: RouterAuthorization.keys({ header: KeyHeader.API_KEY }) }],
  [
    'tokens',
    { authorization: RouterAuthorization.jwt({ issuer: 'https://a.example', audience: 'router' }) },
  ],
  ['a private API', { vpcEndpoints: [VPC_ENDPOINT] }],
  [
    'a private API with keys',
    { vpcEndpoints: [VPC_ENDPOINT], authorization: RouterAuthorization.keys() },
  ],
  ['a domain', { domain: { domainName: 'router.example.com', certificate: CERTIFICATE } }],
  ['a web ACL', { webAclArn: WEB_ACL }],
  ['any model in a known Region', { allowedModels: ['*'], cloudWatchRole: true }, 'us-east-1'],
])('is content with %s', (_, props, region) => {
  expect(listViolations(props, region)).toEqual([]);
});

it('is content with a user pool', () => {
  const pool = UserPool.fromUserPoolId(elsewhere, 'People', 'us-east-1_EXAMPLE');
  expect(listViolations({ authorization: RouterAuthorization.cognito([pool]) })).toEqual([]);
});

it('objects to an API without authorization', () => {
  const authorization = RouterAuthorization.none({
    acceptedRisk: 'anyone who reaches the URL spends the money of this account',
  });
  expect(listViolations({ authorization })).toEqual([
    'AwsSolutions-APIG4 at Pipeline/Router/Api/Default/ANY/Resource',
    'AwsSolutions-APIG4 at Pipeline/Router/Api/Default/{proxy+}/ANY/Resource',
    'AwsSolutions-COG4 at Pipeline/Router/Api/Default/ANY/Resource',
    'AwsSolutions-COG4 at Pipeline/Router/Api/Default/{proxy+}/ANY/Resource',
  ]);
});
