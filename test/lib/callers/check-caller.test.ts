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
  [{ budget: { limitUsd: 1_000_000 } }],
  [{ models: [Fn.importValue('ProfileArn')] }],
])('takes %j', (options) => {
  expect(check(options)).not.toThrow();
});

it.each<[CallerOptions, string]>([
  [{ operations: ['Extraction'] }, 'the operation name "Extraction" is not made of'],
  [
    { tiers: [ServiceTier.FLEX] },
    'the caller "claims" has "flex" among its tiers, of which the router allows default, priority',
  ],
  [
    { models: ['qwen.qwen3-32b-v1:0'] },
    'the caller "claims" has "qwen.qwen3-32b-v1:0" among its models, of which the router allows us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
  ],
  [
    { models: ['google.gemma-3-27b-it:priority'] },
    'the caller "claims" has "google.gemma-3-27b-it:priority" among its models',
  ],
  [
    { tiers: [] },
    'the caller "claims" has an empty list of tiers, with which it could do nothing; leave it out to allow all',
  ],
  [{ operations: [] }, 'the caller "claims" has an empty list of operations'],
  [{ models: [] }, 'the caller "claims" has an empty list of models'],
  [
    { budget: { limitUsd: 0 } },
    'the budget of the caller "claims" must be more than 0 and at most 1000000 USD, with at most six decimals, got 0',
  ],
  [{ budget: { limitUsd: -5 } }, 'got -5'],
  [{ budget: { limitUsd: Number.NaN } }, 'got NaN'],
  [{ budget: { limitUsd: 1_000_000.5 } }, 'got 1000000.5'],
  [{ budget: { limitUsd: 0.0000001 } }, 'got 1e-7'],
  [
    { budget: { limitUsd: 1, whenExceeded: BudgetResponse.demoteTo('elsewhere') } },
    'the budget of the caller "claims" leads to the operation "elsewhere", which is not one of extraction, cheap',
  ],
  [
    { budget: { limitUsd: 1, whenExceeded: BudgetResponse.demoteToFlex() } },
    'the budget of the caller "claims" leads to the tier flex, which is not in allowedTiers: default, priority',
  ],
])('refuses %j', (options, message) => {
  expect(check(options)).toThrow(message);
});

it('leads to no tier that the caller may not ask for', () => {
  const bounds = { ...BOUNDS, allowedTiers: [ServiceTier.DEFAULT, ServiceTier.FLEX] };
  const budget = { limitUsd: 1, whenExceeded: BudgetResponse.demoteToFlex() };
  expect(check({ budget }, bounds)).not.toThrow();
  expect(check({ budget, tiers: [ServiceTier.FLEX] }, bounds)).not.toThrow();
  expect(check({ budget, tiers: [ServiceTier.DEFAULT] }, bounds)).toThrow(
    'the budget of the caller "claims" leads to the tier flex, which is not in its tiers: default',
  );
});

it.each(['', 'two words', 'a/b', 'x'.repeat(65)])('refuses the name "%s"', (name) => {
  expect(() => checkCaller(name, {}, BOUNDS)).toThrow(
    `the caller's name must be 1 to 64 letters, digits, ".", "_" and "-", got "${name}"; set callerName`,
  );
});

it('takes any model where the router does', () => {
  const bounds = { ...BOUNDS, allowedModels: ['*'] };
  expect(check({ models: ['qwen.qwen3-32b-v1:0'] }, bounds)).not.toThrow();
});

it('leads to no operation that can be none', () => {
  expect(() => BudgetResponse.demoteTo('No Operation')).toThrow(
    'the operation name "No Operation" is not made of',
  );
});
