import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENVIRONMENT, JOB_BUNDLES, JOBS_BUCKET_VARIABLE } from '../../lambda/contract';
import { acknowledgeRule } from '../cdk/acknowledge-finding';
import { allowEvents } from '../functions/event-access';
import { findFunctionBundle } from '../functions/function-bundle';
import {
  allowRuntime,
  PLATFORM,
  type RuntimeOptions,
  writeRuntimeProps,
} from '../functions/runtime-options';
import { resolveServiceName } from '../observability/resolve-service-name';
import { allowJobObjects, allowTaskEnds, writeExecutionsStatement } from './job-access';

const TIMEOUT = Duration.seconds(30);

export interface JobEndProps extends RuntimeOptions {
  readonly bucket: Bucket;
  readonly logGroup: ILogGroup;
  readonly parameterPrefix: string;
}

/**
 * Ends jobs that their own function did not end: it could not be started, crashed for good or was stopped. A queue keeps what
 * happened to them until the end is written.
 *
 * Durable functions support a dead-letter queue, and no destinations.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html
 */
export class JobEnd extends Construct {
  readonly queue: Queue;
  readonly function: LambdaFunction;

  private readonly role: Role;

  constructor(scope: Construct, id: string, props: JobEndProps) {
    super(scope, id);
    this.queue = makeQueue(this);
    this.role = makeRole(this, props);
    this.function = new LambdaFunction(this, 'Function', {
      description: 'Ends jobs that their own function did not end',
      ...PLATFORM,
      ...writeRuntimeProps(props),
      code: findFunctionBundle(JOB_BUNDLES.end),
      handler: 'index.handler',
      environment: {
        [JOBS_BUCKET_VARIABLE]: props.bucket.bucketName,
        [ENVIRONMENT.serviceName]: resolveServiceName(props.parameterPrefix),
        [ENVIRONMENT.logLevel]: 'INFO',
      },
      timeout: TIMEOUT,
      memorySize: 256,
      role: this.role as IRole,
      logGroup: props.logGroup,
    });
    this.function.addEventSource(
      new SqsEventSource(this.queue as IQueue, { reportBatchItemFailures: true }),
    );
  }

  /** Receives the ends of executions that the function of jobs did not report itself, and looks up those that it started. */
  watch(worker: IFunction): void {
    const actions = ['lambda:GetDurableExecution'];
    this.role.addToPrincipalPolicy(writeExecutionsStatement(this.role, actions, worker));
    new Rule(this, 'Rule', {
      description: 'Finds jobs of the router whose execution ended without them',
      eventPattern: {
        source: ['aws.lambda'],
        detailType: ['Durable Execution Status Change'],
        detail: {
          functionArn: [{ prefix: `${worker.functionArn}:` }],
          status: ['FAILED', 'TIMED_OUT', 'STOPPED'],
        },
      },
      targets: [new SqsQueue(this.queue as IQueue)],
    });
  }
}

/** Messages name a job and carry nothing of it. Each is tried again until SQS deletes it after its longest time. */
function makeQueue(scope: Construct): Queue {
  const queue = new Queue(scope, 'Queue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    visibilityTimeout: Duration.seconds(6 * TIMEOUT.toSeconds()),
  });
  acknowledgeRule(queue, {
    id: 'AwsSolutions-SQS3',
    reason: 'It is the dead-letter queue of the function of jobs.',
  });
  return queue;
}

function makeRole(scope: Construct, { bucket, logGroup, ...runtime }: JobEndProps): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'Writes the ends of jobs and publishes them',
  });
  logGroup.grantWrite(role);
  role.addToPrincipalPolicy(allowEvents(role));
  allowJobObjects(role, bucket);
  allowTaskEnds(role);
  allowRuntime(role, runtime);
  return role;
}
