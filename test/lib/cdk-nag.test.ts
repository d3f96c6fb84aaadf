import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  RouterAuthorization,
  TieredModel,
} from '../../lib';
import { makeStack } from './router-in-stack';

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
  new BedrockTierRouter(stack, 'Router', { vpc, encryptionKey, ...props });
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
  ['any model in a known Region', { allowedModels: ['*'], cloudWatchRole: true }, 'us-east-1'],
])('is content with %s', (_, props, region) => {
  expect(listViolations(props, region)).toEqual([]);
});

it('objects to an API without authorization', () => {
  expect(listViolations({ authorization: RouterAuthorization.none() })).toEqual([
    'AwsSolutions-APIG4 at Pipeline/Router/Api/Default/ANY/Resource',
    'AwsSolutions-APIG4 at Pipeline/Router/Api/Default/{proxy+}/ANY/Resource',
    'AwsSolutions-COG4 at Pipeline/Router/Api/Default/ANY/Resource',
    'AwsSolutions-COG4 at Pipeline/Router/Api/Default/{proxy+}/ANY/Resource',
  ]);
});
