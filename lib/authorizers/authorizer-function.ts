import { Duration, Stack } from 'aws-cdk-lib';
import type { IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import {
  ENVIRONMENT,
  type JwtAuthorizerConfig,
  type KeyAuthorizerConfig,
} from '../../lambda/contract';
import { omitUndefined } from '../cdk/omit-undefined';
import { type BundleName, findFunctionBundle } from '../functions/function-bundle';
import {
  allowRuntime,
  PLATFORM,
  type RuntimeOptions,
  writeRuntimeProps,
} from '../functions/runtime-options';
import { resolveServiceName } from '../observability/resolve-service-name';
import { RouterLogs, type RouterLogsOptions } from '../observability/router-logs';

/** The options that every authorizer's function has. */
export interface AuthorizerOptions extends RouterLogsOptions, RuntimeOptions {
  /** The prefix of the router, which names it in metrics. */
  readonly parameterPrefix: string;
  readonly authorizerConcurrency?: number;
}

export interface AuthorizerFunctionProps extends AuthorizerOptions {
  readonly bundle: BundleName;
  readonly description: string;
  /** Whether the function calls other hosts. */
  readonly callsOut: boolean;
  readonly config: JwtAuthorizerConfig | KeyAuthorizerConfig;
}

/** An authorizer of API Gateway, and its function if it has one. */
export interface MadeAuthorizer {
  readonly authorizer: IAuthorizer;
  /** The function of the authorizer; undefined if the router did not create one. */
  readonly function?: LambdaFunction;
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
    allowRuntime(role, props);
    super(scope, id, {
      description: props.description,
      ...PLATFORM,
      ...writeRuntimeProps(props),
      code: findFunctionBundle(props.bundle),
      handler: 'index.handler',
      environment: {
        [ENVIRONMENT.authorizerConfig]: Stack.of(scope).toJsonString(props.config),
        [ENVIRONMENT.serviceName]: resolveServiceName(props.parameterPrefix),
      },
      timeout: Duration.seconds(10),
      memorySize: 128,
      role,
      logGroup,
      ...omitUndefined({
        reservedConcurrentExecutions: props.authorizerConcurrency,
        // The CDK accepts this only if it creates the security group.
        allowAllOutbound: props.vpc && !props.securityGroups ? props.callsOut : undefined,
      }),
    });
  }
}
