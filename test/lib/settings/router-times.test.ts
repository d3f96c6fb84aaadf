import { Duration, Lazy } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { resolveTimes } from '../../../lib/settings/router-times';

it.each([
  [{}, { timeout: 900, requestTimeout: 290, mappingMaxAge: 30 }],
  [{ timeout: Duration.minutes(1) }, { timeout: 60, requestTimeout: 60, mappingMaxAge: 30 }],
  [
    { requestTimeout: Duration.minutes(15), mappingMaxAge: Duration.seconds(1) },
    { timeout: 900, requestTimeout: 900, mappingMaxAge: 1 },
  ],
])('completes case %#', (given, seconds) => {
  const times = resolveTimes(given);
  expect({
    timeout: times.timeout.toSeconds(),
    requestTimeout: times.requestTimeout.toSeconds(),
    mappingMaxAge: times.mappingMaxAge.toSeconds(),
  }).toEqual(seconds);
});

it.each([
  [{ timeout: Duration.minutes(16) }, 'timeout must be at most 15 minutes, got 16 minutes'],
  [{ timeout: Duration.seconds(0) }, 'timeout must be at least 1 second, got 0 seconds'],
  [
    { timeout: Duration.minutes(1), requestTimeout: Duration.minutes(2) },
    "requestTimeout must be at most the function's timeout, 1 minute, got 2 minutes",
  ],
  [
    { requestTimeout: Duration.millis(200) },
    'requestTimeout must be at least 1 second, got 200 millis',
  ],
  [
    { mappingMaxAge: Duration.seconds(0) },
    'mappingMaxAge must be at least 1 second, got 0 seconds',
  ],
  [
    { mappingMaxAge: Duration.millis(1_500) },
    'mappingMaxAge must be a whole number of seconds, got 1 second 500 millis',
  ],
  [
    { firstByteTimeouts: { flex: Duration.millis(2_500) } },
    'firstByteTimeouts.flex must be a whole number of seconds, got 2 seconds 500 millis',
  ],
  [{ mappingMaxAge: Duration.hours(25) }, 'mappingMaxAge must be at most 1 day, got 1 day 1 hour'],
  [
    { firstByteTimeouts: { flex: Duration.days(25) } },
    'firstByteTimeouts.flex must be at most 15 minutes, got 25 days',
  ],
  [
    { firstByteTimeouts: { defaultTier: Duration.minutes(15), reserved: Duration.seconds(901) } },
    'firstByteTimeouts.reserved must be at most 15 minutes, got 15 minutes 1 second',
  ],
  [
    { firstByteTimeouts: { priority: Duration.millis(999) } },
    'firstByteTimeouts.priority must be at least 1 second, got 999 millis',
  ],
])('refuses case %#: %j', (given, message) => {
  expect(() => resolveTimes(given)).toThrow(message);
});

it('does not check times that are known only at deployment', () => {
  const late = Duration.seconds(Lazy.number({ produce: () => 30 }));
  const given = { requestTimeout: late, mappingMaxAge: late, firstByteTimeouts: { flex: late } };
  expect(resolveTimes(given)).toMatchObject(given);
});

it('must know the timeout of the function', () => {
  const timeout = Duration.seconds(Lazy.number({ produce: () => 30 }));
  expect(() => resolveTimes({ timeout })).toThrow('timeout must be known at synthesis');
});
