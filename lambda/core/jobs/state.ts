import type { JobStatus } from '../../contract';
import type { Account, Reservation } from '../budgets/ledger-entry';
import type { JobError } from './verdict';

/** One pass of a job along its route, with the calls that it made. */
export interface JobAttempt {
  /** From 1. */
  readonly number: number;
  readonly startedAt: number;
  readonly millis: number;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Why the job waits or has failed: a cause, or the code of an error. Null if it succeeded. */
  readonly reason: string | null;
  /** The calls, as in the header `x-router-attempts`. */
  readonly calls: string;
  /** Whether the fallbacks were asked, too. */
  readonly isEscalated: boolean;
}

/** What a job cost and what waiting has saved. Members are null where they are not known. */
export interface JobReceipt {
  readonly modelId: string | null;
  readonly connection: string | null;
  readonly requestedTier: string | null;
  readonly resolvedTier: string | null;
  readonly mappingVersion: string | null;
  readonly variant: string | null;
  readonly tierFallback: string | null;
  readonly costUsd: number | null;
  readonly costStatus: string | null;
  /** What the same usage would have cost more on the default tier. Negative for priority. */
  readonly savedUsd: number | null;
  /** From the submission to the end. */
  readonly waitedSeconds: number;
  /** Cause → attempts that waited because of it. */
  readonly waitedFor: Readonly<Record<string, number>>;
  readonly attempts: number;
  /** Attempts that ran again after a crash, so that Bedrock may have been called more often than is recorded. */
  readonly repeated: number;
}

export interface JobResponse {
  readonly bytes: number;
  readonly contentType: string;
}

/** Money that an attempt may have set aside. */
export interface JobReservation {
  readonly account: Account;
  readonly reservation: Reservation;
}

/**
 * How far a job is: `state.json`. Each write replaces the one that it read, so a job ends once. Times are milliseconds since
 * 1970.
 */
export interface JobState {
  readonly version: 1;
  readonly jobId: string;
  readonly operation: string;
  readonly owner: string;
  readonly status: JobStatus;
  readonly submittedAt: number;
  readonly deadline: number;
  readonly escalatesAt: number;
  readonly updatedAt: number;
  /** Null until the function has begun the job. */
  readonly executionArn: string | null;
  /** Attempts that have begun. */
  readonly attemptCount: number;
  readonly repeated: number;
  /** Attempts that Bedrock may have billed although no answer came. */
  readonly lostCount: number;
  /** The last ones that have ended. */
  readonly attempts: readonly JobAttempt[];
  /** Whether the fallbacks are asked, too. A job stays escalated. */
  readonly isEscalated: boolean;
  readonly waitedFor: Readonly<Record<string, number>>;
  readonly nextAttemptAt: number | null;
  /** Of the attempt that is under way. If it crashes, the next one settles them, also after the job was stopped. */
  readonly reservations: readonly JobReservation[];
  readonly receipt: JobReceipt | null;
  readonly response: JobResponse | null;
  readonly error: JobError | null;
  /** When the end was published. Null before. */
  readonly publishedAt: number | null;
}

const FINAL_STATUSES: readonly JobStatus[] = ['SUCCEEDED', 'FAILED', 'STOPPED'];

export function isFinal({ status }: Pick<JobState, 'status'>): boolean {
  return FINAL_STATUSES.includes(status);
}
