import { Stack, Token } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { ownerParameter } from '../../lambda/contract';

/** The prefixes in each outermost stack, with the paths of their routers. */
const prefixesByStack = new WeakMap<Stack, Map<string, string>>();

/**
 * The parameter `<prefix>/owner` with the ID of the stack. CloudFormation cannot create it a second time, so the deployment of
 * a second router under the prefix fails with this name in its message.
 */
export class PrefixOwner extends StringParameter {
  constructor(scope: Construct, id: string, parameterPrefix: string) {
    claimPrefix(scope, parameterPrefix);
    super(scope, id, {
      parameterName: ownerParameter(parameterPrefix),
      simpleName: false,
      description: 'ID of the stack whose router owns the parameters under this prefix',
      stringValue: Stack.of(scope).stackId,
    });
  }
}

/** Refuses a prefix that another router of the stack has, and one that is above or below it. */
function claimPrefix(scope: Construct, prefix: string): void {
  const stack = findOutermost(Stack.of(scope));
  const prefixes = prefixesByStack.get(stack) ?? new Map<string, string>();
  prefixesByStack.set(stack, prefixes);
  for (const [taken, path] of prefixes) {
    if (!areNested(taken, prefix)) continue;
    throw new Error(
      `the routers ${path} and ${scope.node.path} have the parameterPrefix ${describeClash(taken, prefix)}; ` +
        'a router reads every parameter below its prefix, so give each its own, e.g. "/team-a/router"',
    );
  }
  prefixes.set(prefix, scope.node.path);
}

/** Nested stacks are deployed together with the stack that contains them. */
function findOutermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : findOutermost(stack.nestedStackParent);
}

/** Tokens are compared as tokens, because their values are known only at the deployment. */
function areNested(one: string, other: string): boolean {
  if (one === other) return true;
  if (Token.isUnresolved(one) || Token.isUnresolved(other)) return false;
  return one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

function describeClash(taken: string, prefix: string): string {
  return taken === prefix ? `"${prefix}"` : `"${taken}" and "${prefix}"`;
}
