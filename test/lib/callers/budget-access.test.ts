import type { Stack } from 'aws-cdk-lib';
import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { expect, it } from 'vitest';
import { BedrockTierRouter } from '../../../lib';
import { listPermissions } from '../list-permissions';
import { readRouterConfig } from '../read-router-config';
import { BUILT_IN, KEYED, makeStack, synthesize } from '../router-in-stack';

const RETAINED = 'arn:aws:dynamodb:us-east-1:111122223333:table/left-behind';
const HERE = { env: { account: '111122223333', region: 'us-east-1' } };

function putTable(makeTable: (stack: Stack) => ITable, keyed = KEYED) {
  const { stack } = makeStack(HERE);
  const budgetTable = makeTable(stack);
  const router = new BedrockTierRouter(stack, 'Router', { ...keyed, budgetTable });
  return { stack, router, budgetTable };
}

it('uses a table that another stack left behind, and creates none', () => {
  const { stack, router, budgetTable } = putTable((stack) =>
    Table.fromTableArn(stack, 'Budgets', RETAINED),
  );
  expect(router.budgetTable).toBe(budgetTable);
  const template = synthesize({ stack });
  template.resourceCountIs('AWS::DynamoDB::Table', 0);
  expect(readRouterConfig(template)).toMatchObject({ budgetTable: 'left-behind' });
  expect(listPermissions(template, 'RouterRole')).toContain(`dynamodb:UpdateItem on ${RETAINED}`);
});

it('uses the key of a table that is encrypted with one', () => {
  const { stack } = putTable((stack) =>
    Table.fromTableAttributes(stack, 'Budgets', {
      tableArn: RETAINED,
      encryptionKey: new Key(stack, 'Key'),
    }),
  );
  expect(listPermissions(synthesize({ stack }), 'RouterRole')).toContain(
    'kms:Decrypt on <Key961B73FD> if StringEquals kms:ViaService=dynamodb.us-east-1.amazonaws.com',
  );
});

it.each<[string, (stack: Stack) => ITable, string]>([
  [
    'another account',
    (stack) =>
      Table.fromTableArn(stack, 'Budgets', RETAINED.replace('111122223333', '999988887777')),
    'budgetTable must be in the account of the router, 111122223333, got a table in 999988887777',
  ],
  [
    'another Region',
    (stack) => Table.fromTableArn(stack, 'Budgets', RETAINED.replace('us-east-1', 'eu-west-1')),
    'budgetTable must be in the region of the router, us-east-1, got a table in eu-west-1',
  ],
])('refuses a table of %s', (_, makeTable, message) => {
  expect(() => putTable(makeTable)).toThrow(message);
});

it('refuses a table for callers without keys', () => {
  const makeTable = (stack: Stack) => Table.fromTableArn(stack, 'Budgets', RETAINED);
  expect(() => putTable(makeTable, BUILT_IN)).toThrow(
    'budgetTable is for callers with keys; set RouterAuthorization.keys(), too',
  );
});
