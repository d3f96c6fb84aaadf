import { Alias, type IVersion, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { omitUndefined } from '../cdk/omit-undefined';
import type { RouterFunctionOptions } from '../functions/router-function-options';

/**
 * Creates the alias that the API invokes, if an option needs one. A version and an alias cost nothing, but they would change
 * every method of every router, and leave a version behind at each deployment.
 */
export function makeAlias(
  scope: Construct,
  router: LambdaFunction,
  {
    deployment,
    provisionedConcurrency,
  }: Pick<RouterFunctionOptions, 'deployment' | 'provisionedConcurrency'>,
): Alias | undefined {
  if (!deployment?._isGradual && provisionedConcurrency === undefined) return undefined;
  return new Alias(scope, 'Live', {
    aliasName: 'live',
    version: router.currentVersion as IVersion,
    ...omitUndefined({ provisionedConcurrentExecutions: provisionedConcurrency }),
  });
}
