import type { ServiceTier } from '../../core/ids/service-tier';
import type { JobState } from '../../core/jobs/state';
import type { JobSubmission } from '../../core/jobs/submission';
import type { JobEvent } from './compose-event';

/** A state as it is stored. */
export interface StoredState {
  readonly state: JobState;
  /** Changes with each write. */
  readonly version: string;
}

/** Jobs and their bodies. All methods throw if the store is not available; an object that is missing is undefined. */
export interface JobStore {
  /** False, without an effect, if there is one. */
  createSubmission(submission: JobSubmission): Promise<boolean>;
  readSubmission(jobId: string): Promise<JobSubmission | undefined>;
  readState(jobId: string): Promise<StoredState | undefined>;
  /**
   * Replaces the version that was read, or writes the first one.
   *
   * @param version undefined if there was none
   * @returns false, without an effect, if the state has another version
   */
  writeState(state: JobState, version: string | undefined): Promise<boolean>;
  writeRequest(jobId: string, body: Uint8Array): Promise<void>;
  readRequest(jobId: string): Promise<Uint8Array | undefined>;
  writeResponse(jobId: string, body: Uint8Array, contentType: string): Promise<void>;
  readResponse(jobId: string): Promise<Uint8Array | undefined>;
  /** A URL by which anyone can read the response for a while. */
  signResponse(jobId: string, seconds: number): Promise<string>;
}

/** What Lambda says of an execution. `unknown`: there is none, or none any more. */
export type ExecutionStatus =
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'STOPPED'
  | 'unknown';

/** The durable executions of jobs. All methods throw if Lambda is not available. */
export interface JobExecutions {
  /** Starts the execution of a job, or does nothing if it was started. */
  start(jobId: string): Promise<void>;
  readStatus(executionArn: string): Promise<ExecutionStatus>;
  /** Does nothing if the execution has ended. */
  stop(executionArn: string): Promise<void>;
}

export interface JobNotices {
  publish(event: JobEvent): Promise<void>;
}

/** Step Functions' tasks that wait for jobs. A task that does not wait any more is no failure. */
export interface TaskCallbacks {
  succeed(taskToken: string, output: string): Promise<void>;
  fail(taskToken: string, error: { readonly code: string; readonly cause: string }): Promise<void>;
}

/** What operators see of jobs. No body, message or token passes through here. */
export type JobMoment =
  | { readonly kind: 'queued'; readonly job: JobIdentity }
  | { readonly kind: 'attempt'; readonly job: JobIdentity; readonly ageMillis: number }
  | {
      readonly kind: 'ended';
      readonly job: JobIdentity;
      readonly state: JobState;
      readonly waitMillis: number;
    }
  | { readonly kind: 'fault'; readonly jobId: string; readonly cause: unknown };

export interface JobIdentity {
  readonly jobId: string;
  readonly operation: string;
  readonly owner: string;
  readonly requestedTier: ServiceTier;
}

export interface JobTelemetry {
  recordJob(moment: JobMoment): void;
}

export function identifyJob({
  jobId,
  operation,
  owner,
  requestedTier,
}: JobSubmission): JobIdentity {
  return { jobId, operation, owner, requestedTier };
}

/** What the endpoints of jobs need. */
export interface JobServices {
  readonly store: JobStore;
  readonly executions: JobExecutions;
  readonly telemetry: JobTelemetry;
  /** The deadline of a job whose request names none. */
  readonly deadlineMillis: number;
  /** Differs between the account's routers, so that they never have one job. */
  readonly scope: string;
  /** SHA-256 in hexadecimal digits. */
  readonly digest: (pieces: readonly (string | Uint8Array)[]) => string;
  /** At least 128 random bits. */
  readonly newId: () => string;
}
