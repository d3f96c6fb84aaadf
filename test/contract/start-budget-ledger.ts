import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { DynamoDbBudgetLedger } from '../../lambda/adapters/dynamo-db/budget-ledger';
import type { BudgetLedger } from '../../lambda/app/budgets/services';
import { composeLocalClient } from '../../local/compose-local-client';
import { BUDGET_TABLE, DynamoDbEmulator } from '../../local/dynamo-db/emulator';
import { serveOnLoopback } from '../../local/loopback-server';
import { MemoryBudgetLedger } from '../fakes/memory-budget-ledger';

/** Every implementation of the port, each empty. */
export const LEDGERS = [
  ['MemoryBudgetLedger', startMemoryLedger],
  ['DynamoDbBudgetLedger on dynalite', startDynamoDbLedger],
] as const satisfies readonly (readonly [string, () => Promise<BudgetLedger>])[];

export async function startMemoryLedger(): Promise<BudgetLedger> {
  return new MemoryBudgetLedger();
}

/** The adapter with the real SDK, on a DynamoDB on a free port for one test. */
export async function startDynamoDbLedger(): Promise<BudgetLedger> {
  const { client } = await startDynamoDb();
  return new DynamoDbBudgetLedger(client, BUDGET_TABLE);
}

export async function startDynamoDb() {
  const emulator = new DynamoDbEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new DynamoDBClient(composeLocalClient(server.url));
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { emulator, client, url: server.url };
}
