import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ENVIRONMENT } from '../../lambda/contract';
import { type RouterConfig, readRouterConfig } from '../../lambda/core/settings/router-config';
import { type FoundRouter, listResources, type StackResource } from './find-prefix';

/** What a router's function says about its deployment. */
export interface Deployment {
  readonly config: RouterConfig;
  readonly functionName: string;
  readonly logGroup: string | undefined;
  /** The value of the metric dimension `service`. */
  readonly serviceName: string;
}

export interface DeploymentClients {
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly region: string;
}

/** `RouterFunction0F681190`: CDK appends eight digits to the path of a function. */
const LOGICAL_ID = /Function[0-9A-F]{8}$/;

/**
 * Reads the configuration of the router's function, which holds the bounds of the deployment. Functions beside it have its
 * configuration, too, and longer logical IDs.
 */
export async function readDeployment(
  { prefix, stackId }: FoundRouter,
  { cloudFormation, lambda, region }: DeploymentClients,
): Promise<Deployment> {
  const resources = await listResources(cloudFormation, stackId);
  for (const { id } of orderFunctions(resources)) {
    const found = await readFunction(lambda, { functionName: id, region });
    if (found?.config.parameterPrefix === prefix) return found;
  }
  throw new Error(`the stack ${stackId} has no function that routes by ${prefix}`);
}

function orderFunctions(resources: readonly StackResource[]): readonly StackResource[] {
  return resources
    .filter(({ type, logicalId }) => type === 'AWS::Lambda::Function' && LOGICAL_ID.test(logicalId))
    .sort((one, other) => one.logicalId.length - other.logicalId.length);
}

async function readFunction(
  lambda: LambdaClient,
  { functionName, region }: { readonly functionName: string; readonly region: string },
): Promise<Deployment | undefined> {
  const command = new GetFunctionConfigurationCommand({ FunctionName: functionName });
  const { Environment: environment, LoggingConfig: logging } = await lambda.send(command);
  const variables = environment?.Variables ?? {};
  if (environment?.Error !== undefined)
    throw new Error(describeSecret(functionName, environment.Error));
  if (variables[ENVIRONMENT.routerConfig] === undefined) return undefined;
  return {
    config: readRouterConfig({ ...variables, [ENVIRONMENT.region]: region }),
    functionName,
    logGroup: logging?.LogGroup,
    serviceName: variables[ENVIRONMENT.serviceName] ?? '',
  };
}

/** The variables may be encrypted by a key that the identity may not use. */
function describeSecret(
  functionName: string,
  { ErrorCode: code = '' }: { readonly ErrorCode?: string | undefined },
) {
  return `the environment of the function ${functionName} cannot be read: ${code}`;
}
