import type { Duration } from 'aws-cdk-lib';

/** The alarms that a router can have. */
export enum RouterAlarm {
  /** Too many requests failed in Bedrock or in the router. */
  ERRORS = 'errors',

  /** Bedrock refused too many requests because a quota was used up. */
  THROTTLES = 'throttles',

  /** For too many requests Bedrock served another tier than the call asked for. Fallbacks are not counted. */
  TIER_DOWNGRADES = 'tier-downgrades',

  /** The mapping, the callers' policies or the prices could not be read, or a value among them was refused. */
  MAPPING_ERRORS = 'mapping-errors',

  /** The budget ledger could not be reached; only with `RouterAuthorization.keys()`. */
  BUDGET_ERRORS = 'budget-errors',

  /** The catalog could not be refreshed; only with `RouterCatalog.refreshed()`. */
  CATALOG_ERRORS = 'catalog-errors',

  /** A model that a route names ends soon; only with `RouterCatalog.refreshed()`. */
  END_OF_LIFE = 'end-of-life',

  /** The router added too much latency. */
  ROUTER_LATENCY = 'router-latency',

  /** Too many responses of the API have a status of 500 or more, also those that API Gateway gives itself. */
  API_ERRORS = 'api-errors',

  /** The function that authorizes callers failed; only if the router has one. */
  AUTHORIZER_ERRORS = 'authorizer-errors',

  /** The function crashed or ran out of time or memory. */
  FUNCTION_ERRORS = 'function-errors',

  /** Lambda refused to run a function because the available concurrency was used up. */
  FUNCTION_THROTTLES = 'function-throttles',

  /** A job waits for too long; only with `jobs`. */
  JOB_AGE = 'job-age',

  /** Jobs ended without an answer; only with `jobs`. */
  JOB_FAILURES = 'job-failures',

  /** A function of jobs crashed, or could not be begun; only with `jobs`. */
  JOB_ERRORS = 'job-errors',
}

/**
 * The thresholds of the alarms. An alarm starts when its metric reaches the threshold, or falls below
 * `daysToEndOfLife`. Periods without data do not count.
 *
 * The percentages and the latency cover all operations, tiers and models of the router, including those that are added
 * after the deployment.
 */
export interface RouterAlarmOptions {
  /**
   * Requests that fail with a status of 500 or more, in percent of all requests, in two of three periods of 5 minutes:
   * more than 0, at most 100.
   *
   * @default 5
   */
  readonly errorPercentage?: number;

  /**
   * Requests that Bedrock refuses with status 429, in percent of all requests, in two of three periods of 5 minutes:
   * more than 0, at most 100. Requests that API Gateway refuses above `throttlingRateLimit` are not included.
   *
   * @default 10
   */
  readonly throttlePercentage?: number;

  /**
   * Requests for which Bedrock served another tier than the call asked for, in percent of all requests, in two of three
   * periods of 5 minutes: more than 0, at most 100. Fallbacks are not counted; they are `TierFallbacks`.
   *
   * @default 10
   */
  readonly tierDowngradePercentage?: number;

  /**
   * Failures to read the mapping, the callers' policies or the prices, and values among them that are refused, within 5
   * minutes: a whole number of at least 1. A bad value counts each time that an execution environment reads it.
   *
   * @default 1
   */
  readonly mappingErrors?: number;

  /**
   * Failed calls to the budget ledger or to EventBridge within 5 minutes: a whole number of at least 1.
   *
   * @default 1
   */
  readonly budgetErrors?: number;

  /**
   * Failures to refresh the catalog within 5 minutes: a whole number of at least 1. A failure is a source that could not be
   * read, a change that was refused as implausible, a result that could not be written, or a crash of the function.
   *
   * @default 1
   */
  readonly catalogErrors?: number;

  /**
   * The days before the end of a model's life below which the alarm starts: a whole number of at least 1. It covers the
   * models of all operations, including those that are added after the deployment.
   *
   * @default 30
   */
  readonly daysToEndOfLife?: number;

  /**
   * The 99th percentile of the time that a request spends in the router, without the time that the router waits for
   * Bedrock, in two of three periods of 5 minutes: at least 1 millisecond, in whole milliseconds.
   *
   * @default Duration.millis(500)
   */
  readonly routerLatency?: Duration;

  /**
   * Responses of the API with a status of 500 or more, in percent of all responses, in two of three periods of 5 minutes:
   * more than 0, at most 100. In addition to `errorPercentage`, it includes requests that never reach the function, e.g.
   * because the authorizer fails. It does not include the LambdaHook.
   *
   * @default 5
   */
  readonly apiErrorPercentage?: number;

  /**
   * Failures of the function that authorizes callers within 5 minutes, e.g. because the keys of the tokens' issuer cannot
   * be read: a whole number of at least 1. Callers that it refuses do not count.
   *
   * @default 1
   */
  readonly authorizerErrors?: number;

  /**
   * Crashes and timeouts of the function behind the API within 5 minutes: a whole number of at least 1. The function for
   * the LambdaHook is not included, because it must fail whenever Bedrock fails; `errorPercentage` covers it.
   *
   * @default 1
   */
  readonly functionErrors?: number;

  /**
   * Invocations of the functions that Lambda refuses within 5 minutes: a whole number of at least 1.
   *
   * @default 1
   */
  readonly functionThrottles?: number;

  /**
   * The age of the oldest job that waits, in whole milliseconds. It covers every job that had an attempt within the last
   * half hour; the pauses between attempts are shorter.
   *
   * @default - five sixths of the `deadline` of `RouterJobs.durable()`: such a job has asked its fallbacks for a while
   */
  readonly jobAge?: Duration;

  /**
   * Jobs that end without an answer within 5 minutes: a whole number of at least 1. Jobs that their callers stop count, too.
   *
   * @default 1
   */
  readonly jobFailures?: number;

  /**
   * Crashes of the functions of jobs within 5 minutes, and jobs that Lambda could not begin: a whole number of at least 1.
   * A job whose function crashes goes on by itself.
   *
   * @default 1
   */
  readonly jobErrors?: number;

  /**
   * The alarms that are not created.
   *
   * @default - all alarms are created
   */
  readonly without?: RouterAlarm[];
}
