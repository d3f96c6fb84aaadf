import { CfnParameter, Fn } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import {
  BudgetOutage,
  BudgetPeriod,
  BudgetResponse,
  type CallerOptions,
  ServiceTier,
} from '../../../lib';
import { writeCallerPolicy } from '../../../lib/callers/write-caller-policy';
import { makeStack } from '../router-in-stack';

const { stack } = makeStack();

function write(name: string, options: CallerOptions): string {
  return writeCallerPolicy(stack, name, options);
}

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
        whenUnavailable: BudgetOutage.REJECT,
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
    {
      budget: {
        limitUsd: 3,
        whenExceeded: BudgetResponse.demoteTo('cheap'),
        whenUnavailable: BudgetOutage.ALLOW,
      },
    },
    {
      name: 'claims',
      budget: {
        limitUsd: 3,
        period: 'month',
        whenExceeded: 'demote-to:cheap',
        whenUnavailable: 'allow',
      },
    },
  ],
])('writes %j', (options, policy) => {
  expect(JSON.parse(write('claims', options))).toEqual(policy);
});

it.each<[CallerOptions, string]>([
  [{ operations: ['Extraction'] }, 'operations[0] is "Extraction"'],
  [{ operations: [] }, 'operations is [], not a list of operation names'],
  [
    { tiers: [] },
    'tiers is [], not a list of the service tiers priority, default, flex, reserved, ultrafast',
  ],
  [{ models: [] }, 'models is [], not a list of model IDs and ARNs without a tier'],
  [
    { models: ['google.gemma-3-27b-it:flex'] },
    'models[0]: "google.gemma-3-27b-it:flex" names a tier or a connection; write the model alone: "google.gemma-3-27b-it"',
  ],
  [{ budget: { limitUsd: 0 } }, 'budget.limitUsd is 0, not a number above 0'],
  [{ budget: { limitUsd: -5 } }, 'budget.limitUsd is -5, not a number above 0'],
  [{ budget: { limitUsd: Number.NaN } }, 'budget.limitUsd is null, not a number above 0'],
  [{ budget: { limitUsd: 0.0000001 } }, 'with at most six decimals'],
  [{ budget: { limitUsd: 1_000_001 } }, 'up to 1000000'],
])('refuses options that the function would refuse: %j', (options, problem) => {
  expect(() => write('claims', options)).toThrow(
    'the policy of the caller "claims" is not valid: ',
  );
  expect(() => write('claims', options)).toThrow(problem);
});

it.each(['', 'two words', 'a/b', 'x'.repeat(65)])('refuses the name "%s"', (name) => {
  expect(() => write(name, {})).toThrow('not 1 to 64 letters, digits, ".", "_" and "-"');
});

it('writes values that are known only at deployment as tokens', () => {
  const models = [Fn.importValue('ProfileArn')];
  expect(stack.resolve(write('claims', { models }))).toEqual({
    'Fn::Join': ['', ['{"name":"claims","models":["', { 'Fn::ImportValue': 'ProfileArn' }, '"]}']],
  });
});

it('writes an amount that is known only at deployment as a token, and checks the rest', () => {
  const { valueAsNumber: limitUsd } = new CfnParameter(stack, 'Limit', { type: 'Number' });
  expect(stack.resolve(write('claims', { budget: { limitUsd } }))).toEqual({
    'Fn::Join': [
      '',
      ['{"name":"claims","budget":{"limitUsd":', { Ref: 'Limit' }, ',"period":"month"}}'],
    ],
  });
  expect(() => write('two words', { budget: { limitUsd } })).toThrow('name is "two words"');
});

it('refuses a policy that is longer than a parameter can be', () => {
  const operations = Array.from({ length: 200 }, (_, index) => `operation-number-${index}`);
  expect(() => write('claims', { operations })).toThrow(
    'the policy of the caller "claims" has 4522 bytes, but a parameter has at most 4096',
  );
});
