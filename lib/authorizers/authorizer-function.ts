import { Duration, Stack } from 'aws-cdk-lib';
import type { IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type IFunction,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import {
  ENVIRONMENT,
  type JwtAuthorizerConfig,
  type KeyAuthorizerConfig,
} from '../../lambda/contract';
import { type BundleName, findFunctionBundle } from '../functions/function-bundle';
import { RouterLogs, type RouterLogsOptions } from '../observability/router-logs';

export interface AuthorizerFunctionProps extends RouterLogsOptions {
  readonly bundle: BundleName;
  readonly description: string;
  readonly config: JwtAuthorizerConfig | KeyAuthorizerConfig;
}

/** An authorizer of API Gateway, and its function if it has one. */
export interface MadeAuthorizer {
  readonly authorizer: IAuthorizer;
  /** The function of the authorizer; undefined if the router did not create one. */
  readonly function?: IFunction;
}

/** A function that authorizes callers. Its role allows only to write to its own log group. */
export class AuthorizerFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: AuthorizerFunctionProps) {
    const logGroup = new RouterLogs(scope, `${id}Logs`, props);
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Writes the log of the function that authorizes callers',
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: findFunctionBundle(props.bundle),
      handler: 'index.handler',
      environment: { [ENVIRONMENT.authorizerConfig]: Stack.of(scope).toJsonString(props.config) },
      timeout: Duration.seconds(10),
      memorySize: 128,
      role,
      logGroup,
    });
  }
}
