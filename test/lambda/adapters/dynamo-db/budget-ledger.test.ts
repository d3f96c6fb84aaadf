import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import { DynamoDbBudgetLedger } from '../../../../lambda/adapters/dynamo-db/budget-ledger';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { BUDGET_TABLE, DynamoDbEmulator } from '../../../../local/dynamo-db/emulator';
import { serveOnLoopback } from '../../../../local/loopback-server';
import { startDynamoDb } from '../../../contract/start-budget-ledger';

const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };

it('lets DynamoDB forget an account that has nothing but a warning', async () => {
  const { client } = await startDynamoDb();
  const ledger = new DynamoDbBudgetLedger(client, BUDGET_TABLE);
  const warning = {
    threshold: 100,
    limitNanoUsd: 1_000,
    forgetAt: 1_829_779_200,
    publisher: 'request1',
  } as const;
  expect(await ledger.noteWarning(ACCOUNT, warning)).toBe(true);
  const Key = { caller: { S: 'key1' }, period: { S: '2026-11-21' } };
  const { Item } = await client.send(new GetItemCommand({ TableName: BUDGET_TABLE, Key }));
  expect(Item).toMatchObject({ expiresAt: { N: '1829779200' }, warnedLimit100: { N: '1000' } });
});

it.each([
  ['a success', 1_000],
  ['a condition that does not hold', 1],
])("dates an entry by DynamoDB's clock: %s", async (_, limitNanoUsd) => {
  const emulator = new DynamoDbEmulator();
  const server = await serveOnLoopback((request, response) => {
    response.setHeader('date', 'Sat, 21 Nov 2026 07:28:00 GMT');
    emulator.listener(request, response);
  });
  const client = new DynamoDBClient(composeLocalClient(server.url));
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const ledger = new DynamoDbBudgetLedger(client, BUDGET_TABLE);
  const reservation = { id: 'a', nanoUsd: 800, expiresAt: 1_795_246_200 };
  const request = { account: ACCOUNT, reservation, limitNanoUsd, forgetAt: 1_829_779_200 };
  expect(await ledger.reserve(request)).toMatchObject({
    isReserved: limitNanoUsd === 1_000,
    entry: { readAt: Date.parse('2026-11-21T07:28:00Z') / 1000 },
  });
});
