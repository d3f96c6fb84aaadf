import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { type BedrockTierRouterProps, RouterConnection, TieredModel } from '../../../lib';
import { listPermissions } from '../list-permissions';
import { putRouterInStack, synthesize } from '../router-in-stack';

const NOVA = TieredModel.NOVA_2_LITE_US;
const ROLE = 'arn:aws:iam::444455556666:role/bedrock';
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:bedrock-key-a1b2c3';
const ELSEWHERE = new Stack();

/** The permissions that the router's role has besides those of a router without connections. */
function listAdded(connections: BedrockTierRouterProps['connections'] = {}): string[] {
  const list = (props: BedrockTierRouterProps) =>
    listPermissions(synthesize(putRouterInStack(props)), 'RouterRole');
  const usual = list({});
  return list({ connections }).filter((each) => !usual.includes(each));
}

describe('the role of the router may', () => {
  it.each([
    [
      'call the allowed models in a Region',
      RouterConnection.region('eu-central-1'),
      expect.stringContaining(
        'arn:<AWS::Partition>:bedrock:eu-central-1:<AWS::AccountId>:inference-profile/us.amazon.nova-2-lite-v1:0',
      ),
    ],
    [
      'assume one role alone',
      RouterConnection.role(ROLE, { externalId: 'contract-7' }),
      `sts:AssumeRole on ${ROLE}`,
    ],
    [
      'read one secret alone',
      RouterConnection.apiKey(Secret.fromSecretCompleteArn(ELSEWHERE, 'Complete', SECRET)),
      `secretsmanager:GetSecretValue on ${SECRET}`,
    ],
    [
      'read a secret that was found by its name',
      RouterConnection.apiKey(Secret.fromSecretNameV2(ELSEWHERE, 'Named', 'bedrock-key')),
      expect.stringMatching(/^secretsmanager:GetSecretValue on .*:secret:bedrock-key-\?{6}$/),
    ],
  ])('%s', (_, connection, permission) => {
    expect(listAdded({ partner: connection })).toContainEqual(permission);
  });

  it('decrypt the secret with its key', () => {
    const encryptionKey = Key.fromKeyArn(
      ELSEWHERE,
      'Key',
      'arn:aws:kms:us-east-1:111122223333:key/a1b2',
    );
    const attributes = { secretCompleteArn: SECRET, encryptionKey };
    const secret = Secret.fromSecretAttributes(ELSEWHERE, 'Encrypted', attributes);
    expect(listAdded({ partner: RouterConnection.apiKey(secret) })).toContainEqual(
      expect.stringContaining('kms:Decrypt'),
    );
  });

  it('do no more by a connection to an endpoint', () => {
    const endpoint = RouterConnection.endpoint('https://vpce-1.bedrock-runtime.amazonaws.com');
    expect(listAdded({ vpc: endpoint })).toEqual([]);
  });
});

it('a route by a connection is written as it is, with a pattern that allows it', () => {
  const operations = { extraction: [NOVA.withConnection('partner'), NOVA] };
  const connections = { partner: RouterConnection.role(ROLE) };
  const template = synthesize(putRouterInStack({ operations, connections }));
  template.hasResourceProperties('AWS::SSM::Parameter', {
    Value: 'us.amazon.nova-2-lite-v1:0@partner,us.amazon.nova-2-lite-v1:0',
    AllowedPattern: Match.stringLikeRegexp('@'),
  });
});

it.each([
  [
    { Partner: RouterConnection.role(ROLE) },
    /^the name of a connection must be .*, got "Partner"$/,
  ],
  [
    { constructor: RouterConnection.role(ROLE) },
    /^the name of a connection must be .*, got "constructor"$/,
  ],
  [{ eu: RouterConnection.region('Frankfurt') }, /region must be a Region .*, got "Frankfurt"/],
  [
    { eu: RouterConnection.role('bedrock') },
    /roleArn must be the ARN of an IAM role, got "bedrock"/,
  ],
  [
    { eu: RouterConnection.role(ROLE, { sessionName: 'a b' }) },
    /sessionName must be .*, got "a b"/,
  ],
  [{ eu: RouterConnection.role(ROLE, { externalId: '' }) }, /externalId must be .*, got ""/],
  [
    { eu: RouterConnection.endpoint('http://x') },
    /url must begin with "https:\/\/", got "http:\/\/x"/,
  ],
])('%j is refused', (connections, message) => {
  expect(() => putRouterInStack({ connections })).toThrow(message);
});

it('a route by a connection that is not declared is refused', () => {
  const operations = { extraction: [NOVA, NOVA.withConnection('partner')] };
  expect(() => putRouterInStack({ operations })).toThrow(
    'the operation "extraction" names the connection "partner", which is not in connections: none',
  );
});

it('a route by a connection is checked against the Region of the connection', () => {
  const { stack } = putRouterInStack(
    {
      operations: { extraction: [NOVA.withConnection('eu')], assessment: [NOVA] },
      connections: { eu: RouterConnection.region('eu-central-1') },
    },
    { env: { region: 'us-east-1' } },
  );
  Annotations.fromStack(stack).hasWarning(
    '*',
    Match.stringLikeRegexp('"extraction" calls .* not to be served in the Region eu-central-1'),
  );
  expect(
    Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('"assessment" calls')),
  ).toEqual([]);
});
