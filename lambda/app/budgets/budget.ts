import type { Account } from '../../core/budgets/ledger-entry';
import { toNanoUsd } from '../../core/budgets/nano-usd';
import type { Caller, CallerBudget } from '../../core/callers/policy';
import type { Plan } from '../../core/routing/plan';
import { TIMES } from '../../core/settings/times';

/** A day or a month of UTC. */
export interface BudgetPeriod {
  /** `2026-11-21` or `2026-11`. */
  readonly name: string;
  /** When the next one begins, as Unix time in milliseconds. */
  readonly endsAt: number;
}

/** What one caller may spend in one period. */
export interface Budget {
  readonly caller: Caller;
  readonly policy: CallerBudget;
  readonly limitNanoUsd: number;
  readonly period: BudgetPeriod;
  readonly account: Account;
  /** When the account's entry may be forgotten, as Unix time in seconds. */
  readonly forgetAt: number;
}

/**
 * Finds the budget that a request is paid from. Undefined if its caller has none or the call costs nothing.
 *
 * @param now Unix time in milliseconds; the request is also settled in the period of this time
 */
export function findBudget(
  { caller, action }: Pick<Plan, 'caller' | 'action'>,
  now: number,
): Budget | undefined {
  const policy = caller?.policy.budget;
  if (caller === undefined || policy === undefined || action === 'count-tokens') return undefined;
  const period = findPeriod(policy.period, now);
  return {
    caller,
    policy,
    limitNanoUsd: toNanoUsd(policy.limitUsd),
    period,
    account: { callerId: caller.id, period: period.name },
    forgetAt: period.endsAt / 1000 + TIMES.ledgerEntrySeconds,
  };
}

/** @param now Unix time in milliseconds */
export function findPeriod(length: CallerBudget['period'], now: number): BudgetPeriod {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const isoDate = date.toISOString();
  // Date.UTC takes the 32nd of a month and the 13th month for the next one.
  return length === 'day'
    ? { name: isoDate.slice(0, 10), endsAt: Date.UTC(year, month, day + 1) }
    : { name: isoDate.slice(0, 7), endsAt: Date.UTC(year, month + 1, 1) };
}
