import { Duration, Token } from 'aws-cdk-lib';
import { TIMES } from '../../../lambda/core/settings/times';
import { RouterAlarm, type RouterAlarmOptions } from './router-alarm-options';

/** Thresholds in the unit of each alarm's metric: percent, milliseconds, days or a count. */
export type AlarmThresholds = Readonly<Record<RouterAlarm, number>>;

const DEFAULT_ROUTER_LATENCY = Duration.millis(500);

/** The part of the default deadline after which the oldest job is too old. */
const JOB_AGE_SHARE = 5 / 6;

/**
 * Checks the thresholds and fills in the defaults.
 *
 * @throws Error that names the option, the value received and the values allowed
 */
export function resolveThresholds(
  options: RouterAlarmOptions,
  jobDeadline?: Duration,
): AlarmThresholds {
  return {
    [RouterAlarm.ERRORS]: readPercentage('errorPercentage', options.errorPercentage ?? 5),
    [RouterAlarm.THROTTLES]: readPercentage('throttlePercentage', options.throttlePercentage ?? 10),
    [RouterAlarm.TIER_DOWNGRADES]: readPercentage(
      'tierDowngradePercentage',
      options.tierDowngradePercentage ?? 10,
    ),
    [RouterAlarm.MAPPING_ERRORS]: readCount('mappingErrors', options.mappingErrors ?? 1),
    [RouterAlarm.BUDGET_ERRORS]: readCount('budgetErrors', options.budgetErrors ?? 1),
    [RouterAlarm.CATALOG_ERRORS]: readCount('catalogErrors', options.catalogErrors ?? 1),
    [RouterAlarm.END_OF_LIFE]: readCount('daysToEndOfLife', options.daysToEndOfLife ?? 30),
    [RouterAlarm.ROUTER_LATENCY]: readMillis(
      'routerLatency',
      options.routerLatency ?? DEFAULT_ROUTER_LATENCY,
    ),
    [RouterAlarm.API_ERRORS]: readPercentage('apiErrorPercentage', options.apiErrorPercentage ?? 5),
    [RouterAlarm.AUTHORIZER_ERRORS]: readCount('authorizerErrors', options.authorizerErrors ?? 1),
    [RouterAlarm.FUNCTION_ERRORS]: readCount('functionErrors', options.functionErrors ?? 1),
    [RouterAlarm.FUNCTION_THROTTLES]: readCount(
      'functionThrottles',
      options.functionThrottles ?? 1,
    ),
    ...resolveJobThresholds(options, jobDeadline),
  };
}

function resolveJobThresholds(
  { jobAge, jobFailures = 1, jobErrors = 1 }: RouterAlarmOptions,
  deadline = Duration.seconds(TIMES.jobSeconds),
) {
  const tooOld = Duration.seconds(Math.round(deadline.toSeconds() * JOB_AGE_SHARE));
  return {
    [RouterAlarm.JOB_AGE]: readMillis('jobAge', jobAge ?? tooOld),
    [RouterAlarm.JOB_FAILURES]: readCount('jobFailures', jobFailures),
    [RouterAlarm.JOB_ERRORS]: readCount('jobErrors', jobErrors),
  };
}

function readPercentage(name: string, value: number): number {
  if (Token.isUnresolved(value) || (value > 0 && value <= 100)) return value;
  throw new Error(`alarms.${name} must be more than 0 and at most 100 percent, got ${value}`);
}

function readCount(name: string, value: number): number {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= 1)) return value;
  throw new Error(`alarms.${name} must be a whole number of at least 1, got ${value}`);
}

function readMillis(name: string, value: Duration): number {
  if (value.isUnresolved() || value.toMilliseconds() >= 1) return value.toMilliseconds();
  throw new Error(`alarms.${name} must be at least 1 millisecond, got ${value.toHumanString()}`);
}
