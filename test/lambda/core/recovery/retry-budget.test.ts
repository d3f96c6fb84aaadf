import { expect, it } from 'vitest';
import type { AttemptResult } from '../../../../lambda/core/recovery/attempt';
import { RetryBudget } from '../../../../lambda/core/recovery/retry-budget';

const UNREACHABLE: AttemptResult = { kind: 'unreachable' };
const UNAVAILABLE: AttemptResult = {
  kind: 'answered',
  status: 503,
  exception: undefined,
  message: undefined,
};

/** Retries until the budget does not cover another one. */
function spend(budget: RetryBudget, failure: AttemptResult): number {
  let retries = 0;
  for (; budget.covers(failure); retries += 1) budget.take(failure);
  return retries;
}

it.each([
  [UNAVAILABLE, 100],
  [UNREACHABLE, 50],
])('covers in an outage of %j %d retries', (failure, retries) => {
  expect(spend(new RetryBudget(), failure)).toBe(retries);
});

it('has its tokens back after a retry that succeeded', () => {
  const budget = new RetryBudget();
  spend(budget, UNREACHABLE);
  budget.refund(UNREACHABLE);
  expect(spend(budget, UNAVAILABLE)).toBe(2);
  budget.refund(UNAVAILABLE);
  expect(spend(budget, UNAVAILABLE)).toBe(1);
});

it('covers a retry again after five successes', () => {
  const budget = new RetryBudget();
  spend(budget, UNAVAILABLE);
  for (let success = 0; success < 4; success += 1) budget.refund(undefined);
  expect(budget.covers(UNAVAILABLE)).toBe(false);
  budget.refund(undefined);
  expect(budget.covers(UNAVAILABLE)).toBe(true);
  expect(budget.covers(UNREACHABLE)).toBe(false);
});

it('never has more than at the start', () => {
  const budget = new RetryBudget();
  for (let success = 0; success < 50; success += 1) budget.refund(undefined);
  expect(spend(budget, UNAVAILABLE)).toBe(100);
});
