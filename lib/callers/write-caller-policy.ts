import { Token } from 'aws-cdk-lib';
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
export function writeCallerPolicy(name: string, options: CallerOptions): string {
  const { operations, tiers, models, budget } = options;
  const text = JSON.stringify({
    name,
    operations,
    tiers,
    models,
    budget: budget === undefined ? undefined : writeBudget(budget),
  });
  if (!Token.isUnresolved(text)) requireReadable(name, text);
  return text;
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
    whenUnavailable: budget.failClosed === true ? 'reject' : undefined,
  };
}
