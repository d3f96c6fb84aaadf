import type { Duration } from 'aws-cdk-lib';

/** Options of `RouterJobs.durable()`. */
export interface DurableJobsOptions {
  /**
   * How long the bucket keeps what a job was asked and what it answered, each from the time when it was written, in whole
   * days from 8 to 3,650. A job may take 7 days, and S3 must not delete its request before its end. A repeat with the
   * same job key finds its job as long.
   *
   * @default Duration.days(14)
   */
  readonly retention?: Duration;

  /**
   * The deadline of a job whose request names none, in whole seconds from 1 minute to 7 days. A request may name any
   * deadline up to 7 days in `x-router-deadline`.
   *
   * @default Duration.hours(24)
   */
  readonly deadline?: Duration;

  /**
   * How many jobs may call Bedrock at the same time. Further ones wait in Lambda's queue, and with 0 all of them do. A job
   * that cannot begin within 6 hours fails, so this number must be able to begin all jobs of 6 hours.
   *
   * @default - the account's unreserved concurrency is the limit
   */
  readonly concurrency?: number;
}
