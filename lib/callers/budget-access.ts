import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { BUDGET_TABLE_KEYS } from '../../lambda/contract';
import { allowEvents } from '../functions/event-access';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const KEY_ACTIONS = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

/** Allows the function to update items, and to publish budget thresholds to EventBridge. */
export function allowBudgets(
  scope: IConstruct,
  { tableArn, encryptionKey }: ITable,
): PolicyStatement[] {
  const useTable = new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [tableArn] });
  const statements = [useTable, allowEvents(scope)];
  return encryptionKey === undefined ? statements : [...statements, allowKey(scope, encryptionKey)];
}

/** DynamoDB uses the key with the permissions of the principal that uses the table. */
function allowKey(scope: IConstruct, { keyArn }: IKey): PolicyStatement {
  const service = `dynamodb.${Stack.of(scope).region}.amazonaws.com`;
  return new PolicyStatement({
    actions: KEY_ACTIONS,
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': service } },
  });
}

/** Refuses a table that the function cannot use: it knows the name alone, and has the keys in its requests. */
export function requireUsable(scope: IConstruct, table: ITable): void {
  const stack = Stack.of(scope);
  for (const place of ['account', 'region'] as const) {
    if (Token.compareStrings(table.env[place], stack[place]) !== TokenComparison.DIFFERENT)
      continue;
    throw new Error(
      `budgetTable must be in the ${place} of the router, ${stack[place]}, got a table in ${table.env[place]}`,
    );
  }
  if (table instanceof Table) requireKeys(table);
}

function requireKeys(table: Table): void {
  const { partitionKey, sortKey } = table.schema();
  const { caller, period } = BUDGET_TABLE_KEYS;
  if (partitionKey?.name === caller && sortKey?.name === period) return;
  throw new Error(
    `budgetTable must have the partition key "${caller}" and the sort key "${period}", ` +
      `got "${partitionKey?.name}" and "${sortKey?.name ?? 'none'}"`,
  );
}
