import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  KeyHeader,
  RouterAuthorization,
  RouterCatalog,
} from '../../lib';

/** Configurations that several tests share; {@link templateOf} synthesizes each of them once. */
export const DEFAULTS: BedrockTierRouterProps = {};
export const KEYED: BedrockTierRouterProps = { authorization: RouterAuthorization.keys() };
export const API_KEYED: BedrockTierRouterProps = {
  authorization: RouterAuthorization.keys({ header: KeyHeader.API_KEY }),
};
export const TOKENS: BedrockTierRouterProps = {
  authorization: RouterAuthorization.jwt({ issuer: 'https://a.example', audience: 'router' }),
};
/** Without the scheduled function and its alarms. */
export const BUILT_IN: BedrockTierRouterProps = { catalog: RouterCatalog.builtIn() };
export const HOOKED: BedrockTierRouterProps = { lambdaHookFunctionName: 'GENAIIDP-tier-router' };

export interface RouterInStack {
  readonly app: App;
  readonly stack: Stack;
  readonly router: BedrockTierRouter;
}

const templates = new WeakMap<BedrockTierRouterProps, Template>();

/** Synthesizes a stack with one router. The same props object is synthesized only once. */
export function templateOf(props: BedrockTierRouterProps): Template {
  const known = templates.get(props);
  if (known !== undefined) return known;
  const template = synthesize(putRouterInStack(props));
  templates.set(props, template);
  return template;
}

/** Creates a user's stack with one router. */
export function putRouterInStack(
  props?: BedrockTierRouterProps,
  stackProps?: StackProps,
): RouterInStack {
  const stack = makeStack(stackProps);
  return { ...stack, router: new BedrockTierRouter(stack.stack, 'Router', props) };
}

/** Skips CloudFormation's validation, which takes two seconds per process. template-rules/ validates instead. */
export function makeStack(stackProps?: StackProps): { readonly app: App; readonly stack: Stack } {
  const app = new App({
    builtinCloudFormationValidation: false,
    stackTraces: false,
    treeMetadata: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  return { app, stack: new Stack(app, 'Pipeline', stackProps) };
}

export function synthesize({ stack }: { readonly stack: Stack }): Template {
  return Template.fromStack(stack);
}
