import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_RESOURCES = 500;

/** Refuses a stack that the callers make larger than CloudFormation allows. */
export function requireFewResources(callers: IConstruct): void {
  callers.node.addValidation({
    validate: () => {
      const total = countResources(Stack.of(callers), Stack.of(callers));
      const own = countResources(callers, Stack.of(callers));
      if (total <= MAX_RESOURCES || own === 0) return [];
      return [
        `the stack has ${total} resources, of which the callers make ${own}, but CloudFormation allows ${MAX_RESOURCES}; ` +
          'add some of the callers in another stack, to BedrockTierRouter.fromBedrockTierRouterAttributes(...)',
      ];
    },
  });
}

/** Nested stacks count their resources for themselves. */
function countResources(scope: IConstruct, stack: Stack): number {
  return scope.node
    .findAll()
    .filter((each) => CfnResource.isCfnResource(each) && each.stack === stack).length;
}
