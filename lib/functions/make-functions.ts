import type { Alias, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { makeAlias } from '../deployment/make-alias';
import type { JobRunner } from '../jobs/job-runner';
import type { RouterJobs } from '../jobs/router-jobs';
import { type LambdaHookProps, makeLambdaHook } from './make-lambda-hook';
import { RouterFunction } from './router-function';
import type { RouterFunctionOptions } from './router-function-options';
import { RouterRole } from './router-role';

export interface RoutingFunctionsProps
  extends Omit<LambdaHookProps, 'role' | 'hasJobs'>,
    Pick<RouterFunctionOptions, 'deployment' | 'provisionedConcurrency'> {
  /** Fails before anything else if another router has the prefix. */
  readonly owner: Construct;
  readonly jobs?: RouterJobs;
}

/** The functions that route, and the role of the one behind the API. */
export interface RoutingFunctions {
  readonly role: RouterRole;
  readonly function: RouterFunction;
  readonly lambdaHook: RouterFunction | undefined;
  readonly alias: Alias | undefined;
  readonly jobs: JobRunner | undefined;
  /** What the API invokes. */
  readonly invoked: IFunction;
}

/** Creates the functions that route. */
export function makeFunctions(
  scope: Construct,
  { owner, ...props }: RoutingFunctionsProps,
): RoutingFunctions {
  const role = new RouterRole(scope, 'Role', props);
  role.node.addDependency(owner);
  const jobs = props.jobs?._bind(scope, props);
  jobs?.node.addDependency(owner);
  jobs?.allowSubmissions(role);
  const router = new RouterFunction(scope, 'Function', {
    ...props,
    role,
    writtenJobs: jobs?.config,
    handler: 'handler',
  });
  const lambdaHook = makeLambdaHook(scope, { ...props, role, hasJobs: jobs !== undefined });
  const alias = makeAlias(scope, router, props);
  const invoked = (alias ?? router) as IFunction;
  return { role, function: router, lambdaHook, alias, jobs, invoked };
}
