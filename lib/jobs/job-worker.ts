import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { type CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { JOB_BUNDLES } from '../../lambda/contract';
import { TIMES } from '../../lambda/core/settings/times';
import { omitUndefined } from '../cdk/omit-undefined';
import { findFunctionBundle } from '../functions/function-bundle';
import { PLATFORM, type RuntimeOptions, writeRuntimeProps } from '../functions/runtime-options';

/** Lambda keeps an event for 6 hours before it begins, and the last attempt of a job may take a quarter of an hour. */
const EXECUTION_TIMEOUT = Duration.seconds(TIMES.longestJobSeconds).plus(Duration.hours(7));

/** In MiB. Answers are held as a whole, some three times. */
const LEAST_MEMORY_SIZE = 512;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DurableConfig.html */
const MAX_HISTORY_DAYS = 90;

export interface JobWorkerProps extends RuntimeOptions {
  readonly environment: { [name: string]: string };
  readonly timeout: Duration;
  readonly memorySize?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly retentionDays: number;
  readonly role: IRole;
  readonly logGroup: ILogGroup;
  /** Gets the events of jobs that could not be begun. */
  readonly deadLetterQueue: IQueue;
}

/** The durable function of jobs. A version that jobs were begun with stays until they end. */
export class JobWorker extends LambdaFunction {
  constructor(scope: Construct, id: string, props: JobWorkerProps) {
    super(scope, id, {
      description: 'Runs jobs: asks Bedrock until it answers, and waits between the attempts',
      ...PLATFORM,
      ...writeRuntimeProps(props),
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      code: findFunctionBundle(JOB_BUNDLES.worker),
      handler: 'index.handler',
      environment: props.environment,
      timeout: props.timeout,
      memorySize: chooseMemory(props.memorySize),
      role: props.role,
      logGroup: props.logGroup,
      deadLetterQueue: props.deadLetterQueue,
      ...omitUndefined({ reservedConcurrentExecutions: props.concurrency }),
    });
    this.makeDurable(Math.min(props.retentionDays, MAX_HISTORY_DAYS));
  }

  /** `durableConfig` of the construct exists since aws-cdk-lib 2.232.0, which is later than the oldest that works. */
  private makeDurable(historyDays: number): void {
    LambdaFunction.classifyVersionProperty('DurableConfig', true);
    const resource = this.node.defaultChild as CfnFunction;
    resource.addPropertyOverride('DurableConfig', {
      ExecutionTimeout: EXECUTION_TIMEOUT.toSeconds(),
      RetentionPeriodInDays: historyDays,
    });
  }
}

function chooseMemory(memorySize = LEAST_MEMORY_SIZE): number {
  return Token.isUnresolved(memorySize) ? memorySize : Math.max(memorySize, LEAST_MEMORY_SIZE);
}
