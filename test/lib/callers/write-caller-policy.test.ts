import { Fn } from 'aws-cdk-lib';
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

it.each<[CallerOptions, string]>([
  [{ operations: ['Extraction'] }, 'operations[0] is "Extraction"'],
  [{ operations: [] }, 'operations is [], not a list of operation names'],
  [{ tiers: [] }, 'tiers is [], not a list of the service tiers priority, default, flex, reserved'],
  [{ models: [] }, 'models is [], not a list of model IDs and ARNs without a tier'],
  [
    { models: ['google.gemma-3-27b-it:flex'] },
    'models[0] is "google.gemma-3-27b-it:flex"; write the model without a tier: "google.gemma-3-27b-it"',
  ],
  [{ budget: { limitUsd: 0 } }, 'budget.limitUsd is 0, not a number above 0'],
  [{ budget: { limitUsd: -5 } }, 'budget.limitUsd is -5, not a number above 0'],
  [{ budget: { limitUsd: Number.NaN } }, 'budget.limitUsd is null, not a number above 0'],
  [{ budget: { limitUsd: 0.0000001 } }, 'with at most six decimals'],
  [{ budget: { limitUsd: 1_000_001 } }, 'up to 1000000'],
])('refuses what the function would refuse: %j', (options, problem) => {
  expect(() => writeCallerPolicy('claims', options)).toThrow(
    'the policy of the caller "claims" is none: ',
  );
  expect(() => writeCallerPolicy('claims', options)).toThrow(problem);
});

it.each(['', 'two words', 'a/b', 'x'.repeat(65)])('refuses the name "%s"', (name) => {
  expect(() => writeCallerPolicy(name, {})).toThrow(
    'not 1 to 64 letters, digits, ".", "_" and "-"',
  );
});

it('leaves what is only known at deployment to the function', () => {
  const models = [Fn.importValue('ProfileArn')];
  expect(writeCallerPolicy('claims', { models })).toContain('"name":"claims","models":["${Token[');
});

it('refuses more than a parameter can hold', () => {
  const operations = Array.from({ length: 200 }, (_, index) => `operation-number-${index}`);
  expect(() => writeCallerPolicy('claims', { operations })).toThrow(
    'the policy of the caller "claims" takes 4522 bytes, and a parameter has room for 4096',
  );
});
