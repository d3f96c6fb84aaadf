import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RouterFunction, type RouterFunctionProps } from './router-function';
import { RouterRole } from './router-role';

/** The accelerator's roles may invoke only functions with such a name. */
const NAME_PATTERN = /^GENAIIDP-[A-Za-z0-9_-]{1,55}$/;

export interface LambdaHookProps extends Omit<RouterFunctionProps, 'handler' | 'functionName'> {
  readonly lambdaHookFunctionName?: string;
}

/**
 * Creates the function for the accelerator's LambdaHook if `lambdaHookFunctionName` is set. IAM authorizes its callers,
 * who have no budgets. If other callers have keys, the function has its own role without access to their budgets.
 */
export function makeLambdaHook(
  scope: Construct,
  { lambdaHookFunctionName: functionName, ...props }: LambdaHookProps,
): RouterFunction | undefined {
  if (functionName === undefined) return undefined;
  requireHookName(functionName);
  const hook = { ...props, functionName, handler: 'lambdaHook' } as const;
  if (props.budgetTable === undefined) return new RouterFunction(scope, 'LambdaHook', hook);
  const withoutBudgets = { ...hook, budgetTable: undefined };
  const role = new RouterRole(scope, 'LambdaHookRole', withoutBudgets);
  return new RouterFunction(scope, 'LambdaHook', { ...withoutBudgets, role });
}

function requireHookName(name: string): void {
  if (Token.isUnresolved(name) || NAME_PATTERN.test(name)) return;
  throw new Error(
    `lambdaHookFunctionName must be "GENAIIDP-" and 1 to 55 letters, digits, "-" or "_", got "${name}"`,
  );
}
