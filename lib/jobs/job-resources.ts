import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/** What runs the jobs of a router, e.g. to add permissions, alarms and tags. */
export interface JobResources {
  /**
   * The durable function. Its role has the permissions of the router's role at synthesis, and none of those that are added
   * to the router.
   */
  readonly function: LambdaFunction;

  /** The bucket of what jobs are asked and answer, at `jobs/<jobId>/`. */
  readonly bucket: Bucket;

  /** The log group of the functions of jobs. */
  readonly logGroup: ILogGroup;

  /** The queue of jobs that the durable function did not end: it is its dead-letter queue. */
  readonly queue: Queue;
}
