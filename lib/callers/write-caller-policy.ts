import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { parseCallerPolicy } from '../../lambda/core/callers/parse-caller-policy';
import type { CallerBudget } from './caller-budget';
import { BudgetPeriod } from './caller-budget';
import type { CallerOptions } from './caller-options';

/** Parameter Store's limit for the value of a standard parameter. */
const MOST_BYTES = 4096;

/**
 * The policy as its parameter holds it: a JSON object. What sets no bound is left out.
 *
 * @throws Error where the function would refuse it
 */
export function writeCallerPolicy(scope: IConstruct, name: string, options: CallerOptions): string {
  const policy = listRules(name, options);
  const isAmountUnknown = Token.isUnresolved(options.budget?.limitUsd);
  const known = isAmountUnknown ? { ...policy, budget: { ...policy.budget, limitUsd: 1 } } : policy;
  const text = JSON.stringify(known);
  const isTextUnknown = Token.isUnresolved(text);
  if (!isTextUnknown) requireReadable(name, text);
  return isTextUnknown || isAmountUnknown ? Stack.of(scope).toJsonString(policy) : text;
}

function listRules(name: string, { operations, tiers, models, budget }: CallerOptions) {
  return { name, operations, tiers, models, budget: budget && writeBudget(budget) };
}

/** The function reads it with the same words. */
function requireReadable(name: string, text: string): void {
  const read = parseCallerPolicy(text);
  if (read.kind === 'rejected') {
    throw new Error(`the policy of the caller "${name}" is none: ${read.problem}`);
  }
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_BYTES) return;
  throw new Error(
    `the policy of the caller "${name}" takes ${bytes} bytes, and a parameter has room for ${MOST_BYTES}`,
  );
}

function writeBudget(budget: CallerBudget): object {
  return {
    limitUsd: budget.limitUsd,
    period: budget.period ?? BudgetPeriod.MONTH,
    whenExceeded: budget.whenExceeded?.text,
    whenUnavailable: budget.whenUnavailable,
  };
}
