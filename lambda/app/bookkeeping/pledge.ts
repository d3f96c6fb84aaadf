import { boundCost } from '../../core/budget/bound-cost';
import {
  type LedgerAccount,
  RESERVATION_SECONDS,
  type Reservation,
} from '../../core/budget/ledger-entry';
import { toNanoUsd } from '../../core/budget/nano-usd';
import type { Caller, CallerBudget } from '../../core/callers/caller-policy';
import type { Prices } from '../../core/pricing/prices';
import { RouterError } from '../../core/router-error';
import type { Target } from '../../core/target';
import { formatTieredModelId } from '../../core/tiered-model-id';
import type { Bookkeeping } from './bookkeeping';
import { type BudgetPeriod, findPeriod } from './budget-period';
import { isLedgerError } from './ledger-error';

/** Money that a request wants set aside, and out of which budget. */
export interface Pledge {
  readonly caller: Caller;
  readonly budget: CallerBudget;
  readonly limitNanoUsd: number;
  readonly account: LedgerAccount;
  readonly period: BudgetPeriod;
  readonly reservation: Reservation;
  /** When the account's entry may be forgotten, as Unix time in seconds. */
  readonly forgetAt: number;
}

/** How long an account's entry is kept after its period, for reports. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

/**
 * A pledge of nothing yet; undefined where the caller has no budget, or the call costs nothing. What is reserved in one
 * period is settled in it.
 *
 * @throws RouterError `budget-unavailable` where there are no books that a budget could be kept in
 */
export function composePledge(
  { caller, action }: Target,
  books: Pick<Bookkeeping, 'now' | 'newId'> | undefined,
): Pledge | undefined {
  const budget = caller?.policy.budget;
  if (caller === undefined || budget === undefined || action === 'count-tokens') return undefined;
  if (books === undefined) throw refuseForLedger(new Error('a caller has a budget, but no table'));
  const at = books.now();
  const period = findPeriod(budget.period, at);
  return {
    caller,
    budget,
    limitNanoUsd: toNanoUsd(budget.limitUsd),
    account: { callerId: caller.id, period: period.name },
    period,
    reservation: {
      id: books.newId(),
      nanoUsd: 0,
      expiresAt: Math.ceil(at / 1000) + RESERVATION_SECONDS,
    },
    forgetAt: period.endsAt / 1000 + KEPT_SECONDS,
  };
}

export interface Prospect {
  readonly target: Target;
  readonly prices: Prices;
  readonly allowsDefaultTier: boolean;
}

/**
 * The pledge with the most that the target can cost.
 *
 * @throws RouterError `caller-not-allowed` where nobody knows the price: what cannot be bounded can pass any limit
 */
export function coverCost(pledge: Pledge, prospect: Prospect): Pledge {
  const bound = boundCost(prospect.target, prospect.prices, prospect.allowsDefaultTier);
  if (bound.kind === 'bounded') {
    return { ...pledge, reservation: { ...pledge.reservation, nanoUsd: bound.nanoUsd } };
  }
  throw new RouterError(
    'caller-not-allowed',
    `"${formatTieredModelId(bound.candidate)}" has no price, so a caller with a budget may not call it; ` +
      'its operator can add one in the parameter <prefix>/prices',
  );
}

/**
 * Whether an account that is empty has room for it. What never fits tells nothing of how full the account is, and what
 * is no whole number cannot be added up.
 *
 * @param limitNanoUsd undefined where the money is set aside in any case
 */
export function canEverFit({ reservation }: Pledge, limitNanoUsd: number | undefined): boolean {
  const { nanoUsd } = reservation;
  return Number.isSafeInteger(nanoUsd) && (limitNanoUsd === undefined || nanoUsd <= limitNanoUsd);
}

/** @param now Unix time in milliseconds */
export function refuseForBudget({ caller, budget, period }: Pledge, now: number): RouterError {
  const renewal = new Date(period.endsAt).toISOString();
  return new RouterError(
    'budget-exceeded',
    `caller "${caller.policy.name}" has no room for this request in its budget of ${budget.limitUsd} USD ` +
      `for ${period.name}; the next period begins at ${renewal}`,
    { retryAfterSeconds: Math.max(1, Math.ceil((period.endsAt - now) / 1000)) },
  );
}

/** A throttled account is free again within a second; else nobody knows how long it takes. */
export function refuseForLedger(cause: unknown): RouterError {
  return new RouterError(
    'budget-unavailable',
    'the ledger of budgets cannot be asked; try again shortly',
    { cause, ...(isLedgerError(cause, 'throttled') ? { retryAfterSeconds: 1 } : {}) },
  );
}
