import type { JobAttempt, JobReceipt, JobResponse, JobState } from './state';
import type { JobSubmission } from './submission';
import type { JobError, Verdict } from './verdict';

/** More are counted but not kept, because a job of seven days makes hundreds. */
const KEPT_ATTEMPTS = 20;

/** The state of a job that nothing has begun. */
export function composeQueued(submission: JobSubmission): JobState {
  const { version, jobId, operation, owner, submittedAt, deadline, escalatesAt } = submission;
  return {
    ...{ version, jobId, operation, owner, submittedAt, deadline, escalatesAt },
    status: 'QUEUED',
    updatedAt: submittedAt,
    executionArn: null,
    ...{
      attemptCount: 0,
      repeated: 0,
      lostCount: 0,
      attempts: [],
      waitedFor: {},
      isEscalated: false,
    },
    nextAttemptAt: null,
    reservations: [],
    ...{ receipt: null, response: null, error: null, publishedAt: null },
  };
}

/** Begins an attempt, or begins it again after a crash. Nothing is known of what the crashed one had called. */
export function beginAttempt(
  state: JobState,
  { number, executionArn, at }: { number: number; executionArn: string; at: number },
): JobState {
  const isRepeated = state.status === 'RUNNING' && state.attemptCount === number;
  return {
    ...state,
    ...{ status: 'RUNNING', attemptCount: number, executionArn, updatedAt: at },
    repeated: state.repeated + (isRepeated ? 1 : 0),
    nextAttemptAt: null,
    reservations: [],
  };
}

export interface EndedAttempt {
  readonly attempt: JobAttempt;
  readonly verdict: Verdict;
  readonly at: number;
  readonly escalatesAt: number;
}

/** Ends an attempt. The job then waits or has an end, which the caller adds. */
export function endAttempt(state: JobState, ended: EndedAttempt): JobState {
  const { attempt, verdict, at, escalatesAt } = ended;
  const { reason } = attempt;
  const waits = verdict.kind === 'wait' || verdict.kind === 'escalate';
  const isLost = verdict.kind === 'wait' && verdict.isLost;
  const waitedFor =
    waits && reason !== null
      ? { ...state.waitedFor, [reason]: (state.waitedFor[reason] ?? 0) + 1 }
      : state.waitedFor;
  return {
    ...state,
    ...{ waitedFor, escalatesAt, updatedAt: at },
    lostCount: state.lostCount + (isLost ? 1 : 0),
    attempts: [...state.attempts, attempt].slice(-KEPT_ATTEMPTS),
    isEscalated: state.isEscalated || attempt.isEscalated || verdict.kind === 'escalate',
    reservations: [],
  };
}

export function waitUntil(state: JobState, nextAttemptAt: number): JobState {
  return { ...state, status: 'WAITING', nextAttemptAt };
}

export type JobEnd =
  | { readonly status: 'SUCCEEDED'; readonly receipt: JobReceipt; readonly response: JobResponse }
  | {
      readonly status: 'FAILED' | 'STOPPED';
      readonly error: JobError;
      readonly receipt?: JobReceipt;
    };

export function endJob(state: JobState, end: JobEnd, at: number): JobState {
  return {
    ...state,
    status: end.status,
    updatedAt: at,
    nextAttemptAt: null,
    receipt: end.receipt ?? state.receipt,
    response: end.status === 'SUCCEEDED' ? end.response : null,
    error: end.status === 'SUCCEEDED' ? null : end.error,
  };
}
