import type { BudgetResponse } from './budget-response';

/** How long the money of a budget lasts, by the calendar of UTC. */
export enum BudgetPeriod {
  /** From midnight to midnight. */
  DAY = 'day',

  /** From the first of a month to the next. */
  MONTH = 'month',
}

/** What a caller may spend, by the estimates of the price list; requests to unpriced models cost nothing here. */
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
   * Whether requests are refused while the table with what was spent cannot be reached.
   *
   * @default false - they are let through
   */
  readonly failClosed?: boolean;
}
