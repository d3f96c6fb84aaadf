import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RouterFunction, type RouterFunctionProps } from './router-function';
import { RouterRole } from './router-role';

/** What the accelerator's own roles may invoke. */
const NAME_PATTERN = /^GENAIIDP-[A-Za-z0-9_-]{1,55}$/;

/**
 * The function for the accelerator's LambdaHook, where one is asked for by name. The right to invoke it is IAM's to
 * check, so when callers have keys it has a role of its own that does not reach their budgets.
 */
export function makeLambdaHook(
  scope: Construct,
  props: Omit<RouterFunctionProps, 'handler' | 'functionName'>,
): RouterFunction | undefined {
  const functionName = props.lambdaHookFunctionName;
  if (functionName === undefined) return undefined;
  requireHookName(functionName);
  const hook = { ...props, functionName, handler: 'lambdaHook' } as const;
  if (props.budgetTable === undefined) return new RouterFunction(scope, 'LambdaHook', hook);
  const unkeyed = { ...hook, budgetTable: undefined };
  const role = new RouterRole(scope, 'LambdaHookRole', unkeyed);
  return new RouterFunction(scope, 'LambdaHook', { ...unkeyed, role });
}

function requireHookName(name: string): void {
  if (Token.isUnresolved(name) || NAME_PATTERN.test(name)) return;
  throw new Error(
    `lambdaHookFunctionName must begin with "GENAIIDP-" and go on with 1 to 55 letters, digits, "-" or "_", got "${name}"`,
  );
}
