import type { BudgetResponse } from './budget-response';

/** How long the money of a budget lasts, by the calendar of UTC. */
export enum BudgetPeriod {
  /** From midnight to midnight. */
  DAY = 'day',

  /** From the first of a month to the next. */
  MONTH = 'month',
}

/** What becomes of requests while nobody can tell what was spent. */
export enum BudgetOutage {
  /** They are let through, and what they cost is written down when they end. */
  ALLOW = 'allow',

  /** They are refused with status 503. */
  REJECT = 'reject',
}

/**
 * What a caller may spend, by the estimates of the price list. Requests to models without a price are refused with
 * status 403, `caller-not-allowed`: nobody could say what they cost.
 */
export interface CallerBudget {
  /** USD in a period: more than 0, at most 1,000,000, at most six decimals. */
  readonly limitUsd: number;

  /**
   * When the budget is full again.
   *
   * @default BudgetPeriod.MONTH
   */
  readonly period?: BudgetPeriod;

  /**
   * What becomes of requests for which no money is left.
   *
   * @default BudgetResponse.reject()
   */
  readonly whenExceeded?: BudgetResponse;

  /**
   * What becomes of requests while the table with what was spent cannot be reached.
   *
   * @default BudgetOutage.ALLOW
   */
  readonly whenUnavailable?: BudgetOutage;
}
