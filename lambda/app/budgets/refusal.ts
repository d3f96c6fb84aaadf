import { RouterError } from '../../core/errors/router-error';
import type { Budget } from './budget';
import { isLedgerError } from './ledger-error';

/** @param now Unix time in milliseconds */
export function refuseForBudget({ caller, policy, period }: Budget, now: number): RouterError {
  const renewal = new Date(period.endsAt).toISOString();
  return new RouterError(
    'budget-exceeded',
    `caller "${caller.policy.name}" has no room for this request in its budget of ${policy.limitUsd} USD ` +
      `for ${period.name}; the next period begins at ${renewal}`,
    { retryAfterSeconds: Math.max(1, Math.ceil((period.endsAt - now) / 1000)) },
  );
}

/** A throttled account is available again within a second; other faults last for an unknown time. */
export function refuseForLedger(cause: unknown): RouterError {
  const retry = isLedgerError(cause, 'throttled') ? { retryAfterSeconds: 1 } : {};
  return new RouterError(
    'budget-unavailable',
    'the budget ledger is not available; try again shortly',
    { cause, ...retry },
  );
}
