import type { Construct } from 'constructs';
import { type JobsOptions, resolveJobsOptions } from './check-jobs-options';
import type { DurableJobsOptions } from './durable-jobs-options';
import { JobRunner, type RoutingParts } from './job-runner';

/** How a router runs jobs: requests whose answers are fetched later. */
export class RouterJobs {
  /**
   * Jobs run in a durable function of Lambda, which costs nothing while a job waits for capacity. What they are asked and
   * what they answer is in a bucket of S3.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
   */
  static durable(options: DurableJobsOptions = {}): RouterJobs {
    return new RouterJobs(resolveJobsOptions(options));
  }

  private constructor(private readonly options: JobsOptions) {}

  /**
   * Creates the functions and the bucket.
   *
   * @internal
   */
  _bind(scope: Construct, parts: RoutingParts): JobRunner {
    return new JobRunner(scope, 'Jobs', { ...parts, ...this.options });
  }
}
