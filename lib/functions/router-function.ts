import { RemovalPolicy } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { omitUndefined } from '../cdk/omit-undefined';
import type { RouterSettings } from '../settings/router-settings';
import { findFunctionBundle } from './function-bundle';
import type { RouterFunctionOptions } from './router-function-options';
import { PLATFORM, type RuntimeOptions, writeRuntimeProps } from './runtime-options';
import { type WrittenParts, writeFunctionEnvironment } from './write-function-environment';

export interface RouterFunctionProps
  extends RuntimeOptions,
    Pick<RouterFunctionOptions, 'memorySize' | 'reservedConcurrency'> {
  readonly settings: RouterSettings;
  /** The export of the bundle that is the handler. */
  readonly handler: 'handler' | 'lambdaHook';
  readonly functionName?: string;
  readonly role: IRole;
  readonly logGroup: ILogGroup;
  /** Undefined if callers have no keys. */
  readonly budgetTable?: ITable | undefined;
  /** Undefined without a cache of replies. */
  readonly replyTable?: ITable | undefined;
  /** What the function must know of jobs; undefined without them. */
  readonly writtenJobs?: WrittenParts['jobs'];
}

/** A function that runs the router. Its log format is text, because it writes JSON lines and metrics itself. */
export class RouterFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: RouterFunctionProps) {
    super(scope, id, {
      description:
        'Sends document-pipeline calls to Bedrock on the service tier that the mapping says',
      ...PLATFORM,
      ...writeRuntimeProps(props),
      // Requests that a version serves outlast the deployment that replaces it.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      code: findFunctionBundle('function'),
      handler: `index.${props.handler}`,
      environment: writeFunctionEnvironment(scope, props.settings, {
        budgetTable: props.budgetTable?.tableName,
        replyCacheTable: props.replyTable?.tableName,
        jobs: props.writtenJobs,
      }),
      timeout: props.settings.timeout,
      memorySize: props.memorySize ?? 256,
      role: props.role,
      logGroup: props.logGroup,
      ...omitUndefined({
        functionName: props.functionName,
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
    });
  }
}
