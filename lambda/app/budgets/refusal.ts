import type { LedgerEntry, Reservation } from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import { RouterError } from '../../core/errors/router-error';
import { TIMES } from '../../core/settings/times';
import type { Budget } from './budget';
import { isLedgerError } from './ledger-error';

const ADVICE =
  'the budget of its caller is smaller, and a limit for the length of the answer, such as maxTokens, lowers that';

/**
 * @param entry the ledger's; undefined if the request never fits. If other requests only hold the room that this one
 * needs, they give most of it back as they end.
 */
export function refuseForBudget(
  { caller, policy, period, limitNanoUsd }: Budget,
  { nanoUsd }: Pick<Reservation, 'nanoUsd'>,
  entry: LedgerEntry | undefined,
): RouterError {
  const budgetResetsAt = new Date(period.endsAt).toISOString();
  if (entry === undefined) {
    return new RouterError(
      'budget-exceeded',
      `this request alone can cost ${toUsd(nanoUsd)} USD; ${ADVICE}`,
      {
        budgetResetsAt,
      },
    );
  }
  const words =
    `caller "${caller.policy.name}" has no room for this request in its budget of ${policy.limitUsd} USD ` +
    `for ${period.name}`;
  if (entry.spentNanoUsd + nanoUsd <= limitNanoUsd) {
    return new RouterError(
      'budget-exceeded',
      `${words} while its other requests are under way; try again shortly`,
      { budgetResetsAt, retryAfterSeconds: TIMES.quotaRetryAfterSeconds },
    );
  }
  return new RouterError(
    'budget-exceeded',
    `${words}; the next period begins at ${budgetResetsAt}`,
    { budgetResetsAt },
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
