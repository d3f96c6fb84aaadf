import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { expect, it } from 'vitest';
import { BedrockTierRouter } from '../../../lib';
import { listPermissions } from '../list-permissions';
import { readRouterConfig } from '../read-router-config';
import { DEFAULTS, KEYED, makeStack, templateOf } from '../router-in-stack';

it('has an item for each caller and period, which expires', () => {
  const template = templateOf(KEYED);
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'RetainExceptOnCreate',
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
  expect(readRouterConfig(templateOf(KEYED))).toMatchObject({
    authorization: 'keys',
    budgetTable: '<RouterBudgets5F3C917B>',
  });
});

it('is encrypted with the key of the user, which the function may use through DynamoDB', () => {
  const { stack } = makeStack();
  const encryptionKey = new Key(stack, 'Key');
  new BedrockTierRouter(stack, 'Router', { ...KEYED, encryptionKey });
  const template = Template.fromStack(stack);
  const keyArn = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: keyArn },
  });
  const condition = 'if StringEquals kms:ViaService=dynamodb.<AWS::Region>.amazonaws.com';
  expect(
    listPermissions(template, 'RouterRole').filter((line) => line.endsWith(condition)),
  ).toEqual([
    `kms:Encrypt on <Key961B73FD> ${condition}`,
    `kms:Decrypt on <Key961B73FD> ${condition}`,
    `kms:ReEncryptFrom on <Key961B73FD> ${condition}`,
    `kms:ReEncryptTo on <Key961B73FD> ${condition}`,
    `kms:GenerateDataKey on <Key961B73FD> ${condition}`,
    `kms:GenerateDataKeyWithoutPlaintext on <Key961B73FD> ${condition}`,
    `kms:DescribeKey on <Key961B73FD> ${condition}`,
  ]);
});

it('does not exist if callers have no keys, and the configuration does not name it', () => {
  const template = templateOf(DEFAULTS);
  template.resourceCountIs('AWS::DynamoDB::Table', 0);
  const members = Object.keys(readRouterConfig(template));
  expect(members).toContain('parameterPrefix');
  expect(members.filter((name) => /authorization|budget/.test(name))).toEqual([]);
});
