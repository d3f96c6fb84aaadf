import { Fn } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { BudgetResponse, type CallerOptions, ServiceTier, TieredModel } from '../../../lib';
import { checkCaller } from '../../../lib/callers/check-caller';

const BOUNDS = {
  operations: { extraction: [TieredModel.NOVA_2_LITE_US], cheap: [TieredModel.NOVA_2_LITE_US] },
  allowedModels: ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'],
  allowedTiers: [ServiceTier.DEFAULT, ServiceTier.PRIORITY],
};

function check(options: CallerOptions, bounds = BOUNDS) {
  return () => checkCaller('claims', options, bounds);
}

it.each<[CallerOptions]>([
  [{}],
  [{ operations: ['extraction', 'direct', 'added-later'] }],
  [{ tiers: [ServiceTier.PRIORITY], models: ['google.gemma-3-27b-it'] }],
  [{ budget: { limitUsd: 0.000001, whenExceeded: BudgetResponse.demoteTo('cheap') } }],
  [{ models: [Fn.importValue('ProfileArn')] }],
])('takes %j', (options) => {
  expect(check(options)).not.toThrow();
});

it.each<[CallerOptions, string]>([
  [
    { tiers: [ServiceTier.FLEX] },
    'the caller "claims" has "flex" in its tiers, but the router allows only default, priority',
  ],
  [
    { models: ['qwen.qwen3-32b-v1:0'] },
    'the caller "claims" has "qwen.qwen3-32b-v1:0" in its models, but the router allows only us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
  ],
  [
    { models: ['google.gemma-3-27b-it:priority'] },
    'the caller "claims" has "google.gemma-3-27b-it:priority" in its models',
  ],
  [
    { budget: { limitUsd: 1, whenExceeded: BudgetResponse.demoteTo('elsewhere') } },
    'the budget of the caller "claims" demotes to the operation "elsewhere", which is not one of extraction, cheap',
  ],
  [
    { budget: { limitUsd: 1, whenExceeded: BudgetResponse.demoteToFlex() } },
    'the budget of the caller "claims" demotes to the tier flex, which is not in allowedTiers: default, priority',
  ],
  [
    { throttle: { rateLimit: 0 } },
    'throttle.rateLimit of the caller "claims" must be a number above 0, got 0',
  ],
])('refuses %j', (options, message) => {
  expect(check(options)).toThrow(message);
});

it('refuses to demote to a tier that the caller may not use', () => {
  const bounds = { ...BOUNDS, allowedTiers: [ServiceTier.DEFAULT, ServiceTier.FLEX] };
  const budget = { limitUsd: 1, whenExceeded: BudgetResponse.demoteToFlex() };
  expect(check({ budget }, bounds)).not.toThrow();
  expect(check({ budget, tiers: [ServiceTier.FLEX] }, bounds)).not.toThrow();
  expect(check({ budget, tiers: [ServiceTier.DEFAULT] }, bounds)).toThrow(
    'the budget of the caller "claims" demotes to the tier flex, which is not in its tiers: default',
  );
});

it('takes any model if the router does', () => {
  const bounds = { ...BOUNDS, allowedModels: ['*'] };
  expect(check({ models: ['qwen.qwen3-32b-v1:0'] }, bounds)).not.toThrow();
});

it('refuses to demote to a name that is not valid', () => {
  expect(() => BudgetResponse.demoteTo('No Operation')).toThrow(
    'the operation name "No Operation" must be',
  );
});
