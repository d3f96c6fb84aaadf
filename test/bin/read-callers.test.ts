import { Period } from 'aws-cdk-lib/aws-apigateway';
import { expect, it } from 'vitest';
import { ContextValues } from '../../bin/context-values';
import { readCallers } from '../../bin/read-callers';
import { BudgetOutage, BudgetPeriod, BudgetResponse, ServiceTier } from '../../lib';

function read(callers: unknown) {
  return readCallers(new ContextValues((key) => (key === 'callers' ? callers : undefined)));
}

it('finds none where nothing is said', () => {
  expect(read(undefined)).toEqual({});
});

it('reads everything that can be said of a caller', () => {
  const claims = {
    operations: ['extraction'],
    tiers: 'flex,default',
    models: ['us.amazon.nova-2-lite-v1:0'],
    limitUsd: 12.5,
    period: 'day',
    whenExceeded: 'demote-to:cheap',
    whenUnavailable: 'reject',
    rateLimit: 2.5,
    burstLimit: 10,
    quotaLimit: 1000,
    quotaPeriod: 'week',
  };
  expect(read(JSON.stringify({ claims, batch: {} }))).toEqual({
    claims: {
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
    },
    batch: {},
  });
});

it.each([
  ['reject', BudgetResponse.reject()],
  ['demote-to-flex', BudgetResponse.demoteToFlex()],
])('reads the response %s', (whenExceeded, response) => {
  const callers = read({ claims: { limitUsd: 1, whenExceeded } });
  expect(callers['claims']?.budget).toEqual({ limitUsd: 1, whenExceeded: response });
});

it.each([
  [
    { claims: { budget: 5 } },
    'context "callers.claims" has no "budget"; it may have operations, tiers, models, limitUsd,',
  ],
  [
    { claims: { tiers: 'standard' } },
    'context "callers.claims.tiers" must be one of priority, default, flex, reserved, got "standard"',
  ],
  [
    { claims: { limitUsd: 1, whenExceeded: 'wait' } },
    'context "callers.claims.whenExceeded" must be one of reject, demote-to-flex, demote-to:<operation>, got "wait"',
  ],
  [
    { claims: { quotaLimit: 5 } },
    'a caller in context "callers" has one of "quotaLimit" and "quotaPeriod", and needs both',
  ],
  [
    { claims: { quotaLimit: 5, quotaPeriod: 'hour' } },
    'context "callers.claims.quotaPeriod" must be one of day, week, month, got "hour"',
  ],
  [{ claims: { period: 'day' } }, 'a caller in context "callers" has "period" without "limitUsd"'],
])('refuses %j', (callers, message) => {
  expect(() => read(callers)).toThrow(message);
});
