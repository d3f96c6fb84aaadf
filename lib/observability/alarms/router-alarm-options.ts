import type { Duration } from 'aws-cdk-lib';

/** The alarms of a router. */
export enum RouterAlarm {
  /** Too many requests failed on Bedrock's side, or in the router. */
  ERRORS = 'errors',

  /** Bedrock refused too many requests for lack of quota. */
  THROTTLES = 'throttles',

  /** Bedrock served too many requests on another tier than the one asked for. */
  TIER_DOWNGRADES = 'tier-downgrades',

  /** The mapping, the callers' policies or the prices cannot be read, or one of them was refused. */
  MAPPING_ERRORS = 'mapping-errors',

  /** The ledger of budgets cannot be reached; only where callers have keys. */
  BUDGET_ERRORS = 'budget-errors',

  /** The router itself takes too long. */
  ROUTER_LATENCY = 'router-latency',

  /** The function crashed or ran out of time or memory. */
  FUNCTION_ERRORS = 'function-errors',

  /** Lambda refused to run a function, for lack of concurrency. */
  FUNCTION_THROTTLES = 'function-throttles',
}

/**
 * When a router raises an alarm. A period without data is a good one.
 *
 * The shares of requests and the latency are taken over all operations, tiers and models together, those included that
 * appear after the deployment, and over all routers of the account and Region.
 */
export interface RouterAlarmOptions {
  /**
   * The share of requests that fail with a status of 500 or more, in percent, from which there is an alarm:
   * in two of three periods of 5 minutes.
   *
   * @default 5
   */
  readonly errorPercentage?: number;

  /**
   * The share of requests that Bedrock refuses with status 429, in percent, from which there is an alarm: in two of
   * three periods of 5 minutes. Those that API Gateway refuses beyond `throttlingRateLimit` are not among them.
   *
   * @default 10
   */
  readonly throttlePercentage?: number;

  /**
   * The share of requests that are served on another tier than the one asked for, in percent, from which there is an
   * alarm: in two of three periods of 5 minutes.
   *
   * @default 10
   */
  readonly tierDowngradePercentage?: number;

  /**
   * Failed attempts to read the mapping, the callers' policies or the prices, and those of them that are refused, within
   * 5 minutes, from which there is an alarm. A bad one counts each time that it is read, in every environment of the
   * function.
   *
   * @default 1
   */
  readonly mappingErrors?: number;

  /**
   * Failed calls to the ledger of budgets, or to EventBridge, within 5 minutes, from which there is an alarm.
   *
   * @default 1
   */
  readonly budgetErrors?: number;

  /**
   * The 99th percentile of the time that a request spends in the router and not waiting for Bedrock, in whole
   * milliseconds, from which there is an alarm: in two of three periods of 5 minutes.
   *
   * @default Duration.millis(500)
   */
  readonly routerLatency?: Duration;

  /**
   * Crashes and timeouts of the function behind the API within 5 minutes from which there is an alarm. Not of the
   * function behind the LambdaHook, which fails by contract whenever Bedrock does: `errorPercentage` covers that.
   *
   * @default 1
   */
  readonly functionErrors?: number;

  /**
   * Starts of the functions that Lambda refuses within 5 minutes, from which there is an alarm.
   *
   * @default 1
   */
  readonly functionThrottles?: number;

  /**
   * The alarms to leave out.
   *
   * @default - none is left out
   */
  readonly without?: RouterAlarm[];
}
