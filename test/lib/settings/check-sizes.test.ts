import { Lazy } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { checkSizes } from '../../../lib/settings/check-sizes';

it.each([
  [{ memorySize: 64 }, 'memorySize must be a whole number from 128 to 10240, got 64'],
  [{ memorySize: 10_241 }, 'memorySize must be a whole number from 128 to 10240, got 10241'],
  [{ memorySize: 512.5 }, 'memorySize must be a whole number from 128 to 10240, got 512.5'],
  [{ reservedConcurrency: -1 }, 'reservedConcurrency must be a whole number of at least 0, got -1'],
  [
    { authorizerConcurrency: 0 },
    'authorizerConcurrency must be a whole number of at least 1, got 0',
  ],
  [
    { throttlingRateLimit: 0 },
    'throttlingRateLimit must be a number above 0, got 0; reservedConcurrency: 0 stops every request',
  ],
  [{ throttlingRateLimit: Number.NaN }, 'throttlingRateLimit must be a number above 0, got NaN'],
  [
    { throttlingBurstLimit: 0.5 },
    'throttlingBurstLimit must be a whole number of at least 1, got 0.5',
  ],
  [
    { provisionedConcurrency: 0 },
    'provisionedConcurrency must be a whole number of at least 1, got 0',
  ],
  [
    { provisionedConcurrency: 6, reservedConcurrency: 5 },
    'provisionedConcurrency must be at most reservedConcurrency, 5, got 6',
  ],
  [{ vpcSubnets: {} }, 'vpcSubnets is for a router with vpc, got no vpc'],
  [{ securityGroups: [] }, 'securityGroups is for a router with vpc, got no vpc'],
])('refuses %j', (sizes, message) => {
  expect(() => checkSizes(sizes)).toThrow(message);
});

it.each([
  [{}],
  [
    {
      memorySize: 128,
      reservedConcurrency: 0,
      throttlingRateLimit: 0.5,
      throttlingBurstLimit: 5000,
    },
  ],
  [{ provisionedConcurrency: 5, reservedConcurrency: 5 }],
  [{ memorySize: 10_240, reservedConcurrency: Lazy.number({ produce: () => 5 }) }],
])('takes case %#: %j', (sizes) => {
  expect(() => checkSizes(sizes)).not.toThrow();
});
