import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support';
import { type BudgetedRouter, startBudgets } from './start-budgets';

const REQUESTS = 80;
/** Longer than the ledger's calls before an answer may take. */
const SLOW_MILLIS = 1_300;

let router: BudgetedRouter;

beforeAll(async () => {
  router = await startBudgets({
    busy000000: { name: 'busy', budget: { limitUsd: 10, period: 'month' } },
  });
});
afterAll(() => router.close());

it('of 80 requests of one caller at once, every charge arrives once, whatever DynamoDB does meanwhile', async () => {
  const { bedrock, dynamoDb } = router.aws;
  bedrock.failures.add({ kind: 'slow', milliseconds: 1_000, rate: 1 });
  const asking = Promise.all(Array.from({ length: REQUESTS }, () => router.ask('busy000000')));
  // All reservations are made by then.
  await until(() => bedrock.journal.entries.length === REQUESTS);
  for (const kind of ['throttle', 'internal', 'lost'] as const) {
    dynamoDb.failures.plan({ kind, times: 10 });
  }
  dynamoDb.failures.plan({ kind: 'slow', milliseconds: SLOW_MILLIS, times: 20 });
  const statuses = (await asking).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  await until(async () => {
    const { spent, committed } = await router.read('busy000000');
    return spent === committed && spent === router.sumLogged('busy000000');
  });
  expect(router.log.filter((entry) => 'unrecorded_usd' in entry)).toEqual([]);
  expect(
    router.log.filter(({ caller_id: id, status }) => id === 'busy000000' && status),
  ).toHaveLength(REQUESTS);
}, 60_000);
