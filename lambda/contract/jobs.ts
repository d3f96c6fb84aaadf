/** The bundles of jobs below `dist/`, each with the export `handler`. */
export const JOB_BUNDLES = {
  /** The durable function. It is started through an alias, with the job ID as the name of its execution. */
  worker: 'job',
  /**
   * Ends jobs whose execution ended without their end. It reads a queue: the worker's dead-letter queue, to which EventBridge also
   * sends `Durable Execution Status Change`. It is not durable, and calls neither Bedrock nor Parameter Store.
   */
  end: 'job-end',
} as const;

/** The environment variable with the bucket's name, for the bundle `job-end`. */
export const JOBS_BUCKET_VARIABLE = 'JOBS_BUCKET';

/** Names in the bucket. All objects of a job share the prefix `jobs/<jobId>/`. */
export const JOBS_PREFIX = 'jobs/';

export const JOB_OBJECTS = {
  /** JSON, written once before the function is started: a `JobSubmission`. It holds the task's token. */
  submission: 'submission.json',
  /** The request's body. */
  request: 'request',
  /** JSON, written by the first to begin or stop the job and by each attempt: a `JobState`. */
  state: 'state.json',
  /** The Converse response. */
  response: 'response',
} as const;

export function jobKey(jobId: string, object: keyof typeof JOB_OBJECTS): string {
  return `${JOBS_PREFIX}${jobId}/${JOB_OBJECTS[object]}`;
}

/** Headers of `POST /v1/{operation}/jobs`. */
export const JOB_HEADERS = {
  /** A repeat by the same caller with the same key is the same job. */
  key: 'x-router-job-key',
  /** When an answer is of no use any more: an ISO time, or seconds from now. */
  deadline: 'x-router-deadline',
  /** The token of a Step Functions task that waits for the job. It is a secret: it is stored, never logged. */
  taskToken: 'x-router-task-token',
} as const;

/**
 * | Status    | Means                                                             |
 * |-----------|-------------------------------------------------------------------|
 * | QUEUED    | accepted; the function has not begun it                           |
 * | RUNNING   | an attempt is under way                                           |
 * | WAITING   | the next attempt is due at `nextAttemptAt`                        |
 * | SUCCEEDED | the response can be fetched                                       |
 * | FAILED    | `error` says why                                                  |
 * | STOPPED   | its caller has stopped it, or an operator its execution           |
 */
export const JOB_STATUSES = [
  'QUEUED',
  'RUNNING',
  'WAITING',
  'SUCCEEDED',
  'FAILED',
  'STOPPED',
] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];

/**
 * A job has ended. Published at least once, with the same `id` in the detail each time, and without any payload. A job that was
 * stopped is published as failed, with the status `STOPPED`.
 */
export const JOB_EVENT_TYPES = { succeeded: 'Job Succeeded', failed: 'Job Failed' } as const;

/** Metrics of jobs, published under `[service, Operation, ServiceTier]` with the tier of the route's primary. */
export const JOB_METRICS = {
  /** Jobs that were stored. A repeat of a submission is not counted again, also if the first try had no answer. */
  jobsQueued: 'JobsQueued',
  jobsSucceeded: 'JobsSucceeded',
  jobsFailed: 'JobsFailed',
  /** Jobs that somebody stopped, which is no failure: the alarm `job-failures` does not count them. */
  jobsStopped: 'JobsStopped',
  /** Milliseconds from the submission to the end. */
  jobWait: 'JobWait',
  /** Milliseconds from the submission to each attempt. Its maximum in 15 minutes shows the age of the oldest job. */
  jobAge: 'JobAge',
} as const;

/**
 * The event that starts the durable function. It follows from the job alone, because Lambda takes the same name with another
 * event for another execution.
 */
export interface JobStart {
  readonly jobId: string;
}
