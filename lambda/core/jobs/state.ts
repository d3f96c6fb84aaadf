import type { JobStatus } from '../../contract';

/** One pass of a job along its route, with the calls that it made. */
export interface JobAttempt {
  /** From 1. */
  readonly number: number;
  readonly startedAt: string;
  readonly millis: number;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Why the job waits or has failed: the router's or Bedrock's error code. Null if it succeeded. */
  readonly error: string | null;
  /** The calls, as in the header `x-router-attempts`. */
  readonly calls: string;
  readonly isEscalated: boolean;
}

/** What a job cost and what waiting has saved. Members are null where they are not known. */
export interface JobReceipt {
  readonly modelId: string | null;
  readonly connection: string | null;
  readonly requestedTier: string | null;
  readonly resolvedTier: string | null;
  readonly mappingVersion: string | null;
  readonly tierFallback: string | null;
  readonly costUsd: number | null;
  readonly costStatus: string | null;
  /** What the same usage would have cost on the default tier, less its cost. */
  readonly savedUsd: number | null;
  /** From the submission to the end. */
  readonly waitedSeconds: number;
  readonly attempts: number;
  /** Attempts that ran again after a crash, so that Bedrock may have been called more often than is recorded. */
  readonly repeated: number;
}

export interface JobError {
  /** E.g. `deadline-passed`, `ValidationException`, `unknown-operation`. */
  readonly code: string;
  readonly message: string;
}

export interface JobResponse {
  readonly bytes: number;
  readonly contentType: string;
}

/** How far a job is: `state.json`. Each write replaces the one that it read, so a job ends once. */
export interface JobState {
  readonly version: 1;
  readonly jobId: string;
  readonly operation: string;
  readonly owner: string;
  readonly status: JobStatus;
  readonly submittedAt: string;
  readonly deadline: string;
  readonly escalatesAt: string;
  readonly updatedAt: string;
  /** Null until the function has begun the job. */
  readonly executionArn: string | null;
  readonly attemptCount: number;
  readonly repeated: number;
  /** The last ones. */
  readonly attempts: readonly JobAttempt[];
  readonly nextAttemptAt: string | null;
  readonly receipt: JobReceipt | null;
  readonly response: JobResponse | null;
  readonly error: JobError | null;
}
