import { Lazy } from 'aws-cdk-lib';
import type { ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import { expect, it } from 'vitest';
import { checkThrottle, completeThrottle } from '../../../lib/callers/caller-throttle';

it.each<[ThrottleSettings, ThrottleSettings | undefined]>([
  [
    { rateLimit: 5, burstLimit: 10 },
    { rateLimit: 5, burstLimit: 10 },
  ],
  [{ rateLimit: 5 }, { rateLimit: 5, burstLimit: 5 }],
  [{ rateLimit: 2.5 }, { rateLimit: 2.5, burstLimit: 3 }],
  [{ rateLimit: 0.1 }, { rateLimit: 0.1, burstLimit: 1 }],
  [{ burstLimit: 10 }, { rateLimit: 10, burstLimit: 10 }],
  [{}, undefined],
])('completes %j to %j', (throttle, complete) => {
  expect(completeThrottle(throttle)).toEqual(complete);
});

it('uses a number that is known only at deployment for both', () => {
  const rateLimit = Lazy.number({ produce: () => 5 });
  expect(() => checkThrottle('claims', { rateLimit, burstLimit: rateLimit })).not.toThrow();
  expect(completeThrottle({ rateLimit })).toEqual({ rateLimit, burstLimit: rateLimit });
});

it.each<[ThrottleSettings, string]>([
  [{ rateLimit: 0 }, 'throttle.rateLimit of the caller "claims" must be a number above 0, got 0'],
  [{ rateLimit: -1 }, 'must be a number above 0, got -1'],
  [{ rateLimit: Number.NaN }, 'must be a number above 0, got NaN'],
  [
    { rateLimit: 5, burstLimit: 0 },
    'throttle.burstLimit of the caller "claims" must be a whole number of at least 1, got 0',
  ],
  [{ burstLimit: 2.5 }, 'must be a whole number of at least 1, got 2.5'],
  [{ burstLimit: -1 }, 'must be a whole number of at least 1, got -1'],
])('refuses %j', (throttle, message) => {
  expect(() => checkThrottle('claims', throttle)).toThrow(message);
});
