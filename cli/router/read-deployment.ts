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
  /** The names of the functions beside it that log receipts, too. */
  readonly otherFunctions: readonly string[];
}

export interface DeploymentClients {
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly region: string;
}

/** `RouterFunction0F681190`: CDK appends eight digits to the path of a function. */
const LOGICAL_ID = /^(.*)Function[0-9A-F]{8}$/;

/** The functions beside that of the router that call models, too. */
const WITH_RECEIPTS = /^(LambdaHook|JobsFunction)[0-9A-F]{8}$/;

/**
 * Reads the configuration of the router's function, which holds the bounds of the deployment. Functions beside it have its
 * configuration, too, and longer logical IDs.
 */
export async function readDeployment(
  { prefix, stackId }: FoundRouter,
  { cloudFormation, lambda, region }: DeploymentClients,
): Promise<Deployment> {
  const resources = await listResources(cloudFormation, stackId);
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  for (const candidate of orderCandidates(functions)) {
    const found = await readFunction(lambda, { functionName: candidate.id, region });
    if (found?.config.parameterPrefix === prefix) {
      return { ...found, otherFunctions: listOthers(candidate, functions) };
    }
  }
  throw new Error(`the stack ${stackId} has no function that routes by ${prefix}`);
}

function orderCandidates(functions: readonly StackResource[]): readonly StackResource[] {
  return functions
    .filter(({ logicalId }) => LOGICAL_ID.test(logicalId))
    .sort((one, other) => one.logicalId.length - other.logicalId.length);
}

/** The functions below the same construct. */
function listOthers(
  { logicalId, id: own }: StackResource,
  functions: readonly StackResource[],
): readonly string[] {
  const construct = LOGICAL_ID.exec(logicalId)?.[1] ?? '';
  return functions
    .filter((each) => each.logicalId.startsWith(construct) && each.id !== own)
    .filter((each) => WITH_RECEIPTS.test(each.logicalId.slice(construct.length)))
    .map(({ id }) => id);
}

async function readFunction(
  lambda: LambdaClient,
  { functionName, region }: { readonly functionName: string; readonly region: string },
): Promise<Omit<Deployment, 'otherFunctions'> | undefined> {
  const { Environment: environment, LoggingConfig: logging } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionName }),
  );
  const { Variables: variables = {}, Error: failure } = environment ?? {};
  if (failure !== undefined) {
    // The variables may be encrypted by a key that the identity may not use.
    throw new Error(
      `the environment of the function ${functionName} cannot be read: ${failure.ErrorCode}`,
    );
  }
  if (variables[ENVIRONMENT.routerConfig] === undefined) return undefined;
  return {
    config: readRouterConfig({ ...variables, [ENVIRONMENT.region]: region }),
    functionName,
    logGroup: logging?.LogGroup,
    serviceName: variables[ENVIRONMENT.serviceName] ?? '',
  };
}

/** The log groups of the router's function and of those beside it. */
export async function readLogGroups(
  { logGroup, otherFunctions }: Deployment,
  lambda: LambdaClient,
): Promise<readonly string[]> {
  const others = await Promise.all(
    otherFunctions.map(async (functionName) => {
      const command = new GetFunctionConfigurationCommand({ FunctionName: functionName });
      return (await lambda.send(command)).LoggingConfig?.LogGroup;
    }),
  );
  return [...new Set([logGroup, ...others].flatMap((name) => name ?? []))];
}
