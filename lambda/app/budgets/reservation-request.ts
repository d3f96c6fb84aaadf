import { boundCost } from '../../core/budgets/bound-cost';
import {
  type LedgerAccount,
  RESERVATION_SECONDS,
  type Reservation,
} from '../../core/budgets/ledger-entry';
import { toNanoUsd } from '../../core/budgets/nano-usd';
import type { Caller, CallerBudget } from '../../core/callers/caller-policy';
import { RouterError } from '../../core/errors/router-error';
import { formatTieredModelId } from '../../core/ids/tiered-model-id';
import type { Prices } from '../../core/pricing/prices';
import type { Target } from '../../core/routing/target';
import { type BudgetPeriod, findPeriod } from './budget-period';
import type { BudgetPorts } from './budget-ports';
import { isLedgerError } from './ledger-error';

/** Money that a request wants set aside, and out of which budget. */
export interface PlannedReservation {
  readonly caller: Caller;
  readonly budget: CallerBudget;
  readonly limitNanoUsd: number;
  readonly account: LedgerAccount;
  readonly period: BudgetPeriod;
  readonly reservation: Reservation;
  /** Those that the whole request is priced by. */
  readonly prices: Prices;
  /** When the account's entry may be forgotten, as Unix time in seconds. */
  readonly forgetAt: number;
}

/** How long an account's entry is kept after its period, for reports. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

/**
 * A planned of nothing yet; undefined where the caller has no budget, or the call costs nothing. What is reserved in one
 * period is settled in it.
 *
 * @throws RouterError `budget-unavailable` where there are no ports that a budget could be kept in
 */
export function planReservation(
  { caller, action }: Target,
  ports: Pick<BudgetPorts, 'now' | 'newId'> | undefined,
  prices: Prices,
): PlannedReservation | undefined {
  const budget = caller?.policy.budget;
  if (caller === undefined || budget === undefined || action === 'count-tokens') return undefined;
  if (ports === undefined) throw refuseForLedger(new Error('a caller has a budget, but no table'));
  const at = ports.now();
  const period = findPeriod(budget.period, at);
  return {
    caller,
    budget,
    limitNanoUsd: toNanoUsd(budget.limitUsd),
    account: { callerId: caller.id, period: period.name },
    period,
    reservation: {
      id: ports.newId(),
      nanoUsd: 0,
      expiresAt: Math.ceil(at / 1000) + RESERVATION_SECONDS,
    },
    prices,
    forgetAt: period.endsAt / 1000 + KEPT_SECONDS,
  };
}

export interface Prospect {
  readonly target: Target;
  readonly allowsDefaultTier: boolean;
}

/**
 * The planned with the most that the target can cost.
 *
 * @throws RouterError `caller-not-allowed` where nobody knows the price: what cannot be bounded can pass any limit
 */
export function coverCost(planned: PlannedReservation, prospect: Prospect): PlannedReservation {
  const bound = boundCost(prospect.target, planned.prices, prospect.allowsDefaultTier);
  if (bound.kind === 'bounded') {
    return { ...planned, reservation: { ...planned.reservation, nanoUsd: bound.nanoUsd } };
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
export function canEverFit(
  { reservation }: PlannedReservation,
  limitNanoUsd: number | undefined,
): boolean {
  const { nanoUsd } = reservation;
  return Number.isSafeInteger(nanoUsd) && (limitNanoUsd === undefined || nanoUsd <= limitNanoUsd);
}

/** @param now Unix time in milliseconds */
export function refuseForBudget(
  { caller, budget, period }: PlannedReservation,
  now: number,
): RouterError {
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
