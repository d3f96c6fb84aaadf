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
])('refuses case %#: %j', (given, message) => {
  expect(() => resolveTimes(given)).toThrow(message);
});

it('does not check times that are known only at deployment', () => {
  const timeout = Duration.seconds(Lazy.number({ produce: () => 30 }));
  expect(resolveTimes({ timeout, requestTimeout: timeout, mappingMaxAge: timeout }).timeout).toBe(
    timeout,
  );
  expect(resolveTimes({ timeout }).requestTimeout.toSeconds()).toBe(290);
});
