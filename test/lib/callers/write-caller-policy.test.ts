import { expect, it } from 'vitest';
import { BudgetPeriod, BudgetResponse, type CallerOptions, ServiceTier } from '../../../lib';
import { writeCallerPolicy } from '../../../lib/callers/write-caller-policy';

it.each<[CallerOptions, object]>([
  [{}, { name: 'claims' }],
  [
    {
      operations: ['extraction', 'direct'],
      tiers: [ServiceTier.FLEX],
      models: ['us.amazon.nova-2-lite-v1:0'],
    },
    {
      name: 'claims',
      operations: ['extraction', 'direct'],
      tiers: ['flex'],
      models: ['us.amazon.nova-2-lite-v1:0'],
    },
  ],
  [{ budget: { limitUsd: 0.5 } }, { name: 'claims', budget: { limitUsd: 0.5, period: 'month' } }],
  [
    {
      budget: {
        limitUsd: 3,
        period: BudgetPeriod.DAY,
        whenExceeded: BudgetResponse.reject(),
        failClosed: true,
      },
    },
    {
      name: 'claims',
      budget: {
        limitUsd: 3,
        period: 'day',
        whenExceeded: 'reject',
        whenUnavailable: 'reject',
      },
    },
  ],
  [
    { budget: { limitUsd: 3, whenExceeded: BudgetResponse.demoteTo('cheap'), failClosed: false } },
    {
      name: 'claims',
      budget: { limitUsd: 3, period: 'month', whenExceeded: 'demote-to:cheap' },
    },
  ],
])('writes %j', (options, policy) => {
  expect(JSON.parse(writeCallerPolicy('claims', options))).toEqual(policy);
});

it('refuses more than a parameter can hold', () => {
  const operations = Array.from({ length: 200 }, (_, index) => `operation-number-${index}`);
  expect(() => writeCallerPolicy('claims', { operations })).toThrow(
    'the policy of the caller "claims" takes 4522 bytes, and a parameter has room for 4096',
  );
});
