import { expect, it } from 'vitest';
import { DynamoDbBudgetLedger } from '../../../../lambda/adapters/dynamo-db/budget-ledger';
import { DynamoDbSpending } from '../../../../lambda/adapters/dynamo-db/spending';
import { BUDGET_TABLE } from '../../../../local/dynamo-db/emulator';
import { startDynamoDb } from '../../../contract/start-budget-ledger';

const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };
const AT = 1_795_246_200;

it('reads what was spent, without what is reserved', async () => {
  const { client } = await startDynamoDb();
  const ledger = new DynamoDbBudgetLedger(client, BUDGET_TABLE);
  const spending = new DynamoDbSpending(client, BUDGET_TABLE);
  const read = () => spending.readSpentNanoUsd(ACCOUNT, new AbortController().signal);
  expect(await read()).toBe(0);
  const [spent, open] = ['a', 'b'].map((id) => ({ id, nanoUsd: 600, expiresAt: AT }));
  for (const reservation of [spent, open]) {
    if (reservation === undefined) continue;
    await ledger.reserve({ account: ACCOUNT, reservation, limitNanoUsd: 2_000, forgetAt: AT });
  }
  if (spent !== undefined) await ledger.settle(ACCOUNT, spent, 250);
  expect(await read()).toBe(250);
});
