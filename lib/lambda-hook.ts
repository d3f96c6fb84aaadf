import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RouterFunction, type RouterFunctionProps } from './router-function';

/** What the accelerator's own roles may invoke. */
const NAME_PATTERN = /^GENAIIDP-[A-Za-z0-9_-]{1,55}$/;

/** The function for the accelerator's LambdaHook, where one is asked for by name. */
export function makeLambdaHook(
  scope: Construct,
  props: Omit<RouterFunctionProps, 'handler' | 'functionName'>,
): RouterFunction | undefined {
  const functionName = props.lambdaHookFunctionName;
  if (functionName === undefined) return undefined;
  requireHookName(functionName);
  return new RouterFunction(scope, 'LambdaHook', { ...props, functionName, handler: 'lambdaHook' });
}

function requireHookName(name: string): void {
  if (Token.isUnresolved(name) || NAME_PATTERN.test(name)) return;
  throw new Error(
    `lambdaHookFunctionName must begin with "GENAIIDP-" and go on with 1 to 55 letters, digits, "-" or "_", got "${name}"`,
  );
}
