import { Fn, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { expect, it } from 'vitest';
import { listPermissions } from '../list-permissions';
import { putRouterInStack, synthesize } from '../router-in-stack';

const HERE = 'arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>';
const PAGES = Bucket.fromBucketName(new Stack(), 'Pages', 'idp-working-bucket');
const SHARED = 'arn:aws:bedrock:us-east-1:444455556666:guardrail/a1b2c3d4e5f6';
const PROFILE = 'arn:aws:bedrock:us-east-2:111122223333:guardrail-profile/us.guardrail.v1:0';

function listGuardrails(guardrails?: string[]): string[] {
  const { stack } = putRouterInStack(guardrails && { guardrails });
  const permissions = listPermissions(synthesize({ stack }), 'RouterRole');
  return permissions.filter((permission) => permission.startsWith('bedrock:ApplyGuardrail'));
}

it.each([
  ['an ID', 'a1b2c3d4e5f6', `${HERE}:guardrail/a1b2c3d4e5f6`],
  ['an ARN', SHARED, SHARED],
  [
    'a profile',
    'us.guardrail.v1:0',
    'arn:<AWS::Partition>:bedrock:*:<AWS::AccountId>:guardrail-profile/us.guardrail.v1:0',
  ],
  ['the ARN of a profile', PROFILE, PROFILE],
  ['a token', Fn.importValue('Guardrail'), '<Guardrail>'],
])('allows %s', (_, guardrail, resource) => {
  expect(listGuardrails([guardrail])).toEqual([`bedrock:ApplyGuardrail on ${resource}`]);
});

it('allows nothing by default', () => {
  expect(listGuardrails()).toEqual([]);
});

it('allows them to the role of a LambdaHook with buckets, too', () => {
  const { stack } = putRouterInStack({
    lambdaHookFunctionName: 'GENAIIDP-router',
    lambdaHookBuckets: [PAGES],
    guardrails: ['a1b2c3d4e5f6'],
  });
  expect(listPermissions(synthesize({ stack }), 'RouterLambdaHookRole')).toContain(
    `bedrock:ApplyGuardrail on ${HERE}:guardrail/a1b2c3d4e5f6`,
  );
});

it.each(['*', 'A1B2', 'arn:aws:bedrock:us-east-1::guardrail/a1b2', ''])(
  'refuses "%s"',
  (guardrail) => {
    expect(() => putRouterInStack({ guardrails: [guardrail] })).toThrow(
      `guardrails must name IDs such as "a1b2c3d4e5f6", profiles such as "us.guardrail.v1:0", or their ARNs, got "${guardrail}"`,
    );
  },
);
