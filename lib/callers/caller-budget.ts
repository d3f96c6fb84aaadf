import type { BudgetResponse } from './budget-response';

/** The period of a budget, in UTC. */
export enum BudgetPeriod {
  /** A day, from midnight to midnight. */
  DAY = 'day',

  /** A calendar month. */
  MONTH = 'month',
}

/** What the router does with requests while it cannot reach the budget table. */
export enum BudgetOutage {
  /** Allows them, and records their cost when they end. */
  ALLOW = 'allow',

  /** Refuses them with status 503. */
  REJECT = 'reject',
}

/**
 * The amount that a caller may spend, estimated with the price list. The router refuses requests to models without a price
 * with status 403 and `caller-not-allowed`, because it cannot estimate their cost.
 */
export interface CallerBudget {
  /** The limit for a period in USD: more than 0, at most 1,000,000, with at most six decimals. */
  readonly limitUsd: number;

  /**
   * The period after which the whole budget is available again.
   *
   * @default BudgetPeriod.MONTH
   */
  readonly period?: BudgetPeriod;

  /**
   * What the router does with a request that the rest of the budget does not cover.
   *
   * @default BudgetResponse.reject()
   */
  readonly whenExceeded?: BudgetResponse;

  /**
   * What the router does with requests while it cannot reach the budget table.
   *
   * @default BudgetOutage.ALLOW
   */
  readonly whenUnavailable?: BudgetOutage;
}
