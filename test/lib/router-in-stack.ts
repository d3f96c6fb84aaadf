import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BedrockTierRouter, type BedrockTierRouterProps } from '../../lib';

export interface RouterInStack {
  readonly app: App;
  readonly stack: Stack;
  readonly router: BedrockTierRouter;
}

/** Somebody's own stack with one router in it. */
export function putRouterInStack(
  props?: BedrockTierRouterProps,
  stackProps?: StackProps,
): RouterInStack {
  const stack = makeStack(stackProps);
  return { ...stack, router: new BedrockTierRouter(stack.stack, 'Router', props) };
}

export function makeStack(stackProps?: StackProps): { readonly app: App; readonly stack: Stack } {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  return { app, stack: new Stack(app, 'Pipeline', stackProps) };
}

export function synthesize({ stack }: { readonly stack: Stack }): Template {
  return Template.fromStack(stack);
}
