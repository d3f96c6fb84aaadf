import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { expect, it } from 'vitest';
import { BedrockTierRouter, RouterAuthorization } from '../../../lib';
import { makeStack, putRouterInStack, synthesize } from '../router-in-stack';

const authorization = RouterAuthorization.keys();

it('keeps an item a caller and period, which expires by itself', () => {
  const template = synthesize(putRouterInStack({ authorization }));
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      KeySchema: [
        { AttributeName: 'caller', KeyType: 'HASH' },
        { AttributeName: 'period', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'caller', AttributeType: 'S' },
        { AttributeName: 'period', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: Match.absent(),
    },
  });
});

it('is known to the function by its name', () => {
  const template = synthesize(putRouterInStack({ authorization }));
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectLike({
        ROUTER_CONFIG: {
          'Fn::Join': [
            '',
            [
              Match.stringLikeRegexp('"authorization":"keys","budgetTable":"$'),
              { Ref: 'RouterBudgets5F3C917B' },
              '"}',
            ],
          ],
        },
      }),
    },
  });
});

it('is encrypted with the user’s key, which the function may use through DynamoDB', () => {
  const { stack } = makeStack();
  const encryptionKey = new Key(stack, 'Key');
  new BedrockTierRouter(stack, 'Router', { authorization, encryptionKey });
  const template = Template.fromStack(stack);
  const keyArn = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: keyArn },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow',
          Action: [
            'kms:Encrypt',
            'kms:Decrypt',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
            'kms:GenerateDataKey',
            'kms:GenerateDataKeyWithoutPlaintext',
            'kms:DescribeKey',
          ],
          Resource: keyArn,
          Condition: {
            StringEquals: {
              'kms:ViaService': {
                'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.amazonaws.com']],
              },
            },
          },
        },
      ]),
    },
  });
});

it('is absent when callers have no keys, also from the function’s configuration', () => {
  const template = synthesize(putRouterInStack());
  template.resourceCountIs('AWS::DynamoDB::Table', 0);
  const [router] = Object.values(template.findResources('AWS::Lambda::Function'));
  const members = Object.keys(
    JSON.parse(router?.['Properties'].Environment.Variables.ROUTER_CONFIG),
  );
  expect(members).toContain('parameterPrefix');
  expect(members.filter((name) => /authorization|budget/.test(name))).toEqual([]);
});
