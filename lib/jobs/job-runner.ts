import type { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IRole, Policy } from 'aws-cdk-lib/aws-iam';
import { Alias, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { WrittenRouterConfig } from '../../lambda/core/settings/router-config';
import { allowEvents } from '../functions/event-access';
import { RouterRole, type RouterRoleProps } from '../functions/router-role';
import { writeFunctionEnvironment } from '../functions/write-function-environment';
import { RouterLogs, type RouterLogsOptions } from '../observability/router-logs';
import type { JobsOptions } from './check-jobs-options';
import {
  allowJobObjects,
  allowStarts,
  allowTaskEnds,
  writeExecutionsStatement,
} from './job-access';
import { JobBucket } from './job-bucket';
import { JobEnd } from './job-end';
import type { JobResources } from './job-resources';
import { JobWorker } from './job-worker';

/** What the function behind the API has, too: a job is routed as any other request. */
export interface RoutingParts extends RouterRoleProps, RouterLogsOptions {
  readonly memorySize?: number;
  readonly budgetTable?: ITable | undefined;
  readonly replyTable?: ITable | undefined;
}

/** The durable function of jobs, the bucket of their requests and answers, and what ends jobs that the function did not end. */
export class JobRunner extends Construct {
  readonly bucket: JobBucket;
  readonly worker: JobWorker;
  readonly end: JobEnd;

  /** Apart from that of requests, whose alarms would count attempts that wait for capacity as failed requests. */
  readonly logGroup: RouterLogs;

  /** Starts jobs. It moves to a new version at once; jobs that are under way end on the version that began them. */
  readonly alias: Alias;

  /** The deadline of a job whose request names none. */
  readonly deadline: Duration;

  constructor(scope: Construct, id: string, props: RoutingParts & JobsOptions) {
    super(scope, id);
    const { parameterPrefix, timeout } = props.settings;
    this.deadline = props.deadline;
    this.bucket = new JobBucket(this, 'Bucket', props);
    this.logGroup = new RouterLogs(this, 'Logs', props);
    const { bucket, logGroup } = this;
    this.end = new JobEnd(this, 'End', { ...props, bucket, logGroup, parameterPrefix });
    const role = new RouterRole(this, 'Role', { ...props, logGroup });
    role.addToPrincipalPolicy(allowEvents(role));
    allowJobObjects(role, bucket);
    allowTaskEnds(role);
    this.worker = new JobWorker(this, 'Function', {
      ...props,
      environment: this.writeEnvironment(props),
      timeout,
      role: role as IRole,
      logGroup,
      deadLetterQueue: this.end.queue as IQueue,
    });
    this.end.watch(this.worker);
    this.alias = new Alias(this, 'Live', {
      aliasName: 'live',
      version: this.worker.currentVersion as IVersion,
    });
    this.alias.node.addDependency(this.allowCheckpoints(role));
  }

  get resources(): JobResources {
    const { worker, bucket, logGroup } = this;
    return { function: worker, bucket, logGroup, queue: this.end.queue };
  }

  /** Describes the jobs for the function behind the API. */
  get config(): NonNullable<WrittenRouterConfig['jobs']> {
    return { ...this.workerConfig, functionArn: this.alias.functionArn };
  }

  /** Allows the function behind the API to submit, read and stop jobs. */
  allowSubmissions(role: RouterRole): void {
    allowJobObjects(role, this.bucket);
    const { worker, alias } = this;
    allowStarts(role, { worker: worker as IFunction, alias: alias as IFunction });
  }

  private get workerConfig() {
    return { bucket: this.bucket.bucketName, deadlineSeconds: this.deadline.toSeconds() };
  }

  private writeEnvironment({ settings, budgetTable, replyTable }: RoutingParts) {
    return writeFunctionEnvironment(this, settings, {
      budgetTable: budgetTable?.tableName,
      replyCacheTable: replyTable?.tableName,
      jobs: this.workerConfig,
    });
  }

  /** In a policy of the role, the function would depend on itself. */
  private allowCheckpoints(role: RouterRole): Policy {
    const policy = new Policy(this, 'Checkpoints', { roles: [role as IRole] });
    const actions = ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'];
    policy.addStatements(writeExecutionsStatement(policy, actions, this.worker));
    return policy;
  }
}
