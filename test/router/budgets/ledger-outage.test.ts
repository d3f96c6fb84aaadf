import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support';
import { type BudgetedRouter, startBudgets } from './start-budgets';

const BUDGET = { limitUsd: 1, period: 'month' };
const CALLERS = {
  open000000: { name: 'open', budget: BUDGET },
  closed0000: { name: 'closed', budget: { ...BUDGET, whenUnavailable: 'reject' } },
};

/** What the SDK tries before it gives up. */
const TRIES = 2;

describe('while DynamoDB is down, the deployed function', () => {
  let router: BudgetedRouter;

  // Each has its own: what a refused request gives back afterwards would meet the next one's failures.
  beforeEach(async () => {
    router = await startBudgets(CALLERS);
  });
  afterEach(() => router.close());

  it('continues, counts the failure, and records the costs', async () => {
    router.aws.dynamoDb.failures.plan({ kind: 'internal', times: TRIES });
    expect((await router.ask('open000000')).status).toBe(200);
    await until(async () => (await router.read('open000000')).spent > 0);
    const { spent, committed } = await router.read('open000000');
    expect(committed).toBe(spent);
    await until(() => router.sumLogged('open000000') === spent);
    const faults = router.log.filter(({ caller, level }) => caller === 'open' && level === 'ERROR');
    expect(faults).toMatchObject([{ level: 'ERROR', caller_id: 'open000000' }]);
  });

  it('refuses if the policy says so', async () => {
    router.aws.dynamoDb.failures.plan({ kind: 'internal', times: TRIES });
    const { status, headers } = await router.ask('closed0000');
    expect(status).toBe(503);
    expect(headers.get('x-router-error')).toBe('budget-unavailable');
    await until(() => router.log.some((entry) => entry['BudgetErrors'] === 1));
  });
});
