import { describe, expect, it } from 'vitest';
import { findBudget } from '../../../../lambda/app/budgets/budget';
import { isLedgerError, LedgerError } from '../../../../lambda/app/budgets/ledger-error';
import { refuseForBudget, refuseForLedger } from '../../../../lambda/app/budgets/refusal';
import { EMPTY_ENTRY, type LedgerEntry } from '../../../../lambda/core/budgets/ledger-entry';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { plan } from '../../../fakes/plan';

const THROTTLED = new LedgerError('throttled', new Error('slow down'));
const UNREACHABLE = new LedgerError('unreachable', new Error('no connection'));

const SPENT = 400_000_000;

it('a request that alone exceeds the budget is told what it can cost', () => {
  expect(refuse(undefined)).toMatchObject({
    code: 'budget-exceeded',
    message:
      'this request alone can cost 0.6 USD; the budget of its caller is smaller, and a limit for the length of the answer, such as maxTokens, lowers that',
    retryAfterSeconds: undefined,
    budgetResetsAt: '2026-11-22T00:00:00.000Z',
  });
});

it('a budget whose money is gone is not asked again before it is renewed', () => {
  const entry = { ...EMPTY_ENTRY, spentNanoUsd: SPENT + 1, committedNanoUsd: SPENT + 1 };
  expect(refuse(entry)).toMatchObject({
    code: 'budget-exceeded',
    message:
      'caller "claims-team" has no room for this request in its budget of 0.5 USD for 2026-11-21; the next period begins at 2026-11-22T00:00:00.000Z',
    retryAfterSeconds: undefined,
    budgetResetsAt: '2026-11-22T00:00:00.000Z',
  });
});

it('a budget whose money is reserved for other requests may be asked again shortly', () => {
  const entry = { ...EMPTY_ENTRY, spentNanoUsd: SPENT, committedNanoUsd: 500_000_000 };
  expect(refuse(entry)).toMatchObject({
    code: 'budget-exceeded',
    message:
      'caller "claims-team" has no room for this request in its budget of 0.5 USD for 2026-11-21 while its other requests are under way; try again shortly',
    retryAfterSeconds: 5,
    budgetResetsAt: '2026-11-22T00:00:00.000Z',
  });
});

function refuse(entry: LedgerEntry | undefined) {
  const planned = plan('N', { caller: composeCaller({ limitUsd: 0.5 }) });
  const budget = findBudget(planned, Date.parse('2026-11-21T12:00:00Z'));
  return budget && refuseForBudget(budget, { nanoUsd: entry ? 100_000_000 : 600_000_000 }, entry);
}

it.each([
  [THROTTLED, 1],
  [UNREACHABLE, undefined],
  [new Error('a bug'), undefined],
])('a ledger that fails by "%s" may be asked again in %s s', (cause, retryAfterSeconds) => {
  expect(refuseForLedger(cause)).toMatchObject({
    code: 'budget-unavailable',
    message: 'the budget ledger is not available; try again shortly',
    cause,
    retryAfterSeconds,
  });
});

describe('a ledger error', () => {
  it('says why, and keeps its cause', () => {
    expect(THROTTLED).toMatchObject({
      name: 'LedgerError',
      message: 'the budget ledger is throttled',
      cause: { message: 'slow down' },
    });
  });

  it.each([
    ['of the same kind', THROTTLED, true],
    ['of another kind', UNREACHABLE, false],
    ['of another bundle', Object.assign(new Error('x'), { ...THROTTLED }), true],
    ['of another class', Object.assign(new Error('x'), { kind: 'throttled' }), false],
    ['without a kind', Object.assign(new Error('x'), { name: 'LedgerError' }), false],
    ['that is no error', { name: 'LedgerError', kind: 'throttled' }, false],
  ])('is recognized by name: one %s', (_, error, isThrottled) => {
    expect(isLedgerError(error, 'throttled')).toBe(isThrottled);
  });
});
