import { RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  ReplyCache,
  RouterAuthorization,
} from '../../../lib';
import { listPermissions } from '../list-permissions';
import { readRouterConfig } from '../read-router-config';
import { DEFAULTS, makeStack, templateOf } from '../router-in-stack';

const CACHED: BedrockTierRouterProps = { replyCache: ReplyCache.dynamoDb() };
const CACHED_AND_KEYED: BedrockTierRouterProps = {
  replyCache: ReplyCache.dynamoDb(),
  authorization: RouterAuthorization.keys(),
  lambdaHookFunctionName: 'GENAIIDP-tier-router',
};
const TABLE = '<RouterRepliesA3BFE7E9>';

describe('replyCache', () => {
  it('adds a table whose items expire, and which leaves with the stack', () => {
    templateOf(CACHED).hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: {
        KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });

  it('is known to the function, which may read and write items', () => {
    expect(readRouterConfig(templateOf(CACHED))).toMatchObject({ replyCacheTable: TABLE });
    const permissions = listPermissions(templateOf(CACHED), 'RouterRole');
    expect(permissions.filter((line) => line.startsWith('dynamodb:'))).toEqual([
      `dynamodb:GetItem on ${TABLE}`,
      `dynamodb:PutItem on ${TABLE}`,
    ]);
  });

  it('is for the LambdaHook, too, also where it has a role of its own', () => {
    const permissions = listPermissions(templateOf(CACHED_AND_KEYED), 'RouterLambdaHookRole');
    expect(permissions.filter((line) => line.startsWith('dynamodb:'))).toEqual([
      `dynamodb:GetItem on ${TABLE}`,
      `dynamodb:PutItem on ${TABLE}`,
    ]);
  });

  it('has the key and the removal policy of its options', () => {
    const { stack } = makeStack();
    const encryptionKey = new Key(stack, 'Key');
    const removalPolicy = RemovalPolicy.RETAIN;
    new BedrockTierRouter(stack, 'Router', {
      replyCache: ReplyCache.dynamoDb({ encryptionKey, removalPolicy }),
    });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        SSESpecification: {
          SSEEnabled: true,
          SSEType: 'KMS',
          KMSMasterKeyId: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
        },
      },
    });
    expect(listPermissions(template, 'RouterRole')).toContain(
      'kms:Decrypt on <Key961B73FD> if StringEquals kms:ViaService=dynamodb.<AWS::Region>.amazonaws.com',
    );
  });

  it('adds nothing to a template without it', () => {
    templateOf(DEFAULTS).resourceCountIs('AWS::DynamoDB::Table', 0);
    expect(readRouterConfig(templateOf(DEFAULTS))).not.toHaveProperty('replyCacheTable');
  });
});
