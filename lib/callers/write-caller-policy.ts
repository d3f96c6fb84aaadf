import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { parseCallerPolicy } from '../../lambda/core/callers/parse-policy';
import { isKnown } from '../cdk/is-known';
import type { CallerBudget } from './caller-budget';
import { BudgetPeriod } from './caller-budget';
import type { CallerOptions } from './caller-options';

/** Parameter Store's limit for the value of a standard parameter. */
const MAX_BYTES = 4096;

/**
 * Writes the policy of a caller as the value of its parameter: a JSON object, without members for undefined options.
 *
 * @throws Error if the function would refuse the policy
 */
export function writeCallerPolicy(scope: IConstruct, name: string, options: CallerOptions): string {
  const policy = composePolicy(name, options);
  const isLimitToken = Token.isUnresolved(options.budget?.limitUsd);
  // A number token is a negative number, which the parser would refuse.
  const checked = isLimitToken ? { ...policy, budget: { ...policy.budget, limitUsd: 1 } } : policy;
  const text = JSON.stringify(checked);
  const hasTextToken = Token.isUnresolved(text);
  if (isKnown(text)) requireValidPolicy(name, text);
  return hasTextToken || isLimitToken ? Stack.of(scope).toJsonString(policy) : text;
}

function composePolicy(name: string, { operations, tiers, models, budget }: CallerOptions) {
  return { name, operations, tiers, models, budget: budget && writeBudget(budget) };
}

/** Checks the policy with the function's own parser. */
function requireValidPolicy(name: string, text: string): void {
  const read = parseCallerPolicy(text);
  if (read.kind === 'rejected') {
    throw new Error(`the policy of the caller "${name}" is not valid: ${read.problem}`);
  }
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_BYTES) return;
  throw new Error(
    `the policy of the caller "${name}" has ${bytes} bytes, but a parameter has at most ${MAX_BYTES}`,
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
