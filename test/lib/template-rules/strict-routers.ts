import { App, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  KeyHeader,
  ReplyCache,
  RouterAuthorization,
  RouterDeployment,
  RouterJobs,
  TieredModel,
} from '../../../lib';
import { CERTIFICATE, VPC_ENDPOINTS, WEB_ACL_ARN } from '../fixtures';

const EVERY_KIND_OF_MODEL = [
  'google.gemma-3-27b-it',
  'us.amazon.nova-2-lite-v1:0',
  'global.amazon.nova-2-lite-v1:0',
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456',
];
const USER_POOL = UserPool.fromUserPoolId(new Stack(), 'People', 'us-east-1_EXAMPLE');
const PAGES = Bucket.fromBucketName(new Stack(), 'Pages', 'idp-working-bucket');

/** A router of every kind that has other resources or permissions, and its Region. */
export const ROUTERS: [string, BedrockTierRouterProps, string?][] = [
  ['the defaults', {}],
  [
    'every kind of model',
    { operations: { extraction: EVERY_KIND_OF_MODEL.map((model) => TieredModel.of(model)) } },
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
  ['a user pool', { authorization: RouterAuthorization.cognito([USER_POOL]) }],
  ['a private API', { vpcEndpoints: VPC_ENDPOINTS }],
  [
    'a private API with keys',
    { vpcEndpoints: VPC_ENDPOINTS, authorization: RouterAuthorization.keys() },
  ],
  ['a domain', { domain: { domainName: 'router.example.com', certificate: CERTIFICATE } }],
  ['a web ACL', { webAclArn: WEB_ACL_ARN }],
  [
    'a gradual deployment',
    { deployment: RouterDeployment.gradual(), provisionedConcurrency: 1, reservedConcurrency: 9 },
  ],
  ['a public /health', { publicHealth: true }],
  [
    'a private API with keys and a public /health',
    {
      vpcEndpoints: VPC_ENDPOINTS,
      authorization: RouterAuthorization.keys(),
      publicHealth: true,
    },
  ],
  ['guardrails', { guardrails: ['a1b2c3d4e5f6', 'us.guardrail.v1:0'] }],
  ['a cache of replies', { replyCache: ReplyCache.dynamoDb() }],
  ['jobs', { jobs: RouterJobs.durable({ concurrency: 20 }) }],
  ['a LambdaHook', { lambdaHookFunctionName: 'GENAIIDP-router' }],
  [
    'a LambdaHook that reads from a bucket',
    { lambdaHookFunctionName: 'GENAIIDP-router', lambdaHookBuckets: [PAGES] },
  ],
  ['a console', { console: true }],
  ['a console with keys', { console: true, authorization: RouterAuthorization.keys() }],
  ['any model in a known Region', { allowedModels: ['*'], cloudWatchRole: true }, 'us-east-1'],
];

/** Makes an app in which a violation of CloudFormation's rules is an error. */
export function makeStrictApp(): App {
  return new App({
    stackTraces: false,
    treeMetadata: false,
    context: {
      'aws:cdk:bundling-stacks': [],
      '@aws-cdk/core:validateAgainstDefaultRules': true,
    },
  });
}

export function putRouterInApp(props: BedrockTierRouterProps, region?: string): App {
  const app = makeStrictApp();
  const stack = new Stack(app, 'Pipeline', region === undefined ? {} : { env: { region } });
  const vpc = Vpc.fromVpcAttributes(stack, 'Network', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    availabilityZones: ['us-east-1a'],
    isolatedSubnetIds: ['subnet-0a1b2c3d4e5f60718'],
  });
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const router = new BedrockTierRouter(stack, 'Router', { vpc, encryptionKey, ...props });
  if (props.authorization?.usesKeys) router.addCaller('claims', { budget: { limitUsd: 50 } });
  return app;
}
