import { Duration, Lazy } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import type { RouterAlarmOptions } from '../../../../lib';
import { resolveThresholds } from '../../../../lib/observability/alarms/alarm-thresholds';

it('have a default for each alarm', () => {
  expect(resolveThresholds({})).toEqual({
    errors: 5,
    throttles: 10,
    'tier-downgrades': 10,
    'mapping-errors': 1,
    'budget-errors': 1,
    'catalog-errors': 1,
    'end-of-life': 30,
    'router-latency': 500,
    'api-errors': 5,
    'authorizer-errors': 1,
    'function-errors': 1,
    'function-throttles': 1,
    'job-age': 72_000_000,
    'job-failures': 1,
    'job-errors': 1,
  });
});

it('have a default for the age of jobs that follows their deadline', () => {
  expect(resolveThresholds({}, Duration.minutes(90))['job-age']).toBe(4_500_000);
});

it('can all be set', () => {
  const thresholds = resolveThresholds({
    errorPercentage: 0.5,
    throttlePercentage: 100,
    tierDowngradePercentage: 50,
    mappingErrors: 2,
    budgetErrors: 5,
    catalogErrors: 6,
    daysToEndOfLife: 60,
    routerLatency: Duration.seconds(1),
    apiErrorPercentage: 7,
    authorizerErrors: 8,
    functionErrors: 3,
    functionThrottles: 4,
    jobAge: Duration.hours(3),
    jobFailures: 9,
    jobErrors: 10,
  });
  expect(thresholds).toEqual({
    errors: 0.5,
    throttles: 100,
    'tier-downgrades': 50,
    'mapping-errors': 2,
    'budget-errors': 5,
    'catalog-errors': 6,
    'end-of-life': 60,
    'router-latency': 1000,
    'api-errors': 7,
    'authorizer-errors': 8,
    'function-errors': 3,
    'function-throttles': 4,
    'job-age': 10_800_000,
    'job-failures': 9,
    'job-errors': 10,
  });
});

it.each<[RouterAlarmOptions, string]>([
  [
    { errorPercentage: 0 },
    'alarms.errorPercentage must be more than 0 and at most 100 percent, got 0',
  ],
  [
    { throttlePercentage: 101 },
    'alarms.throttlePercentage must be more than 0 and at most 100 percent, got 101',
  ],
  [
    { tierDowngradePercentage: Number.NaN },
    'alarms.tierDowngradePercentage must be more than 0 and at most 100 percent, got NaN',
  ],
  [{ mappingErrors: 0 }, 'alarms.mappingErrors must be a whole number of at least 1, got 0'],
  [{ budgetErrors: 0.5 }, 'alarms.budgetErrors must be a whole number of at least 1, got 0.5'],
  [{ catalogErrors: 0 }, 'alarms.catalogErrors must be a whole number of at least 1, got 0'],
  [
    { daysToEndOfLife: 0.5 },
    'alarms.daysToEndOfLife must be a whole number of at least 1, got 0.5',
  ],
  [{ functionErrors: 1.5 }, 'alarms.functionErrors must be a whole number of at least 1, got 1.5'],
  [
    { functionThrottles: -1 },
    'alarms.functionThrottles must be a whole number of at least 1, got -1',
  ],
  [
    { routerLatency: Duration.millis(0) },
    'alarms.routerLatency must be at least 1 millisecond, got 0 millis',
  ],
])('refuses case %#: %j', (options, message) => {
  expect(() => resolveThresholds(options)).toThrow(message);
});

it('are not checked if they are known only at deployment', () => {
  const later = Lazy.number({ produce: () => 7 });
  const thresholds = resolveThresholds({
    errorPercentage: later,
    mappingErrors: later,
    routerLatency: Duration.millis(later),
  });
  expect([thresholds.errors, thresholds['mapping-errors'], thresholds['router-latency']]).toEqual([
    later,
    later,
    later,
  ]);
});
