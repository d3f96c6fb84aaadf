import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { DynamoDbBudgetLedger } from '../../../../lambda/adapters/dynamo-db/budget-ledger';
import { BUDGET_TABLE } from '../../../../local/dynamo-db/emulator';
import { startDynamoDb } from '../../../contract/start-budget-ledger';

const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };

it('lets DynamoDB forget an account that has nothing but a warning', async () => {
  const { client } = await startDynamoDb();
  const ledger = new DynamoDbBudgetLedger(client, BUDGET_TABLE);
  const warning = { threshold: 100, limitNanoUsd: 1_000, forgetAt: 1_829_779_200 } as const;
  expect(await ledger.noteWarning(ACCOUNT, warning)).toBe(true);
  const Key = { caller: { S: 'key1' }, period: { S: '2026-11-21' } };
  const { Item } = await client.send(new GetItemCommand({ TableName: BUDGET_TABLE, Key }));
  expect(Item).toMatchObject({ expiresAt: { N: '1829779200' }, warnedLimit100: { N: '1000' } });
});
