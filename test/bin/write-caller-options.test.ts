import { Period } from 'aws-cdk-lib/aws-apigateway';
import { expect, it } from 'vitest';
import { writeCallerOptions } from '../../bin/write-caller-options';
import { BudgetOutage, BudgetPeriod, BudgetResponse, ServiceTier } from '../../lib';

it('writes every member', () => {
  const options = writeCallerOptions({
    callerName: 'claims-team',
    operations: ['extraction'],
    tiers: [ServiceTier.FLEX, ServiceTier.DEFAULT],
    models: ['us.amazon.nova-2-lite-v1:0'],
    budget: {
      limitUsd: 12.5,
      period: BudgetPeriod.DAY,
      whenExceeded: 'demote-to:cheap',
      whenUnavailable: BudgetOutage.REJECT,
    },
    throttle: { rateLimit: 2.5, burstLimit: 10 },
    quota: { limit: 1000, period: 'week' },
  });
  expect(options).toEqual({
    callerName: 'claims-team',
    operations: ['extraction'],
    tiers: [ServiceTier.FLEX, ServiceTier.DEFAULT],
    models: ['us.amazon.nova-2-lite-v1:0'],
    budget: {
      limitUsd: 12.5,
      period: BudgetPeriod.DAY,
      whenExceeded: BudgetResponse.demoteTo('cheap'),
      whenUnavailable: BudgetOutage.REJECT,
    },
    throttle: { rateLimit: 2.5, burstLimit: 10 },
    quota: { limit: 1000, period: Period.WEEK },
  });
});

it('writes no limit for a caller without members', () => {
  expect(writeCallerOptions({})).toEqual({});
});

it.each([
  ['reject', BudgetResponse.reject()],
  ['demote-to-flex', BudgetResponse.demoteToFlex()],
])('writes the response %s', (whenExceeded, response) => {
  expect(writeCallerOptions({ budget: { limitUsd: 1, whenExceeded } })).toEqual({
    budget: { limitUsd: 1, whenExceeded: response },
  });
});
