import { RouterError } from '../../core/errors/router-error';
import { composeQueued, endJob } from '../../core/jobs/advance-state';
import { composeDeadlineError } from '../../core/jobs/conclude-attempt';
import { describeExecutionEnd } from '../../core/jobs/execution-end';
import { isFinal, type JobState } from '../../core/jobs/state';
import type { JobError } from '../../core/jobs/verdict';
import { TIMES } from '../../core/settings/times';
import { changeState } from './change-state';
import type { JobServices } from './services';
import { refuseForStore } from './submit-job';

export interface JobQuery {
  readonly jobId: string;
  /** Who asks. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A text that may be a job's ID. Nothing else is looked for. */
const JOB_ID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Finds a job of its owner: one reading of S3, or two if nothing has begun it. Lambda is asked only about a job that should have
 * changed long ago.
 *
 * @throws RouterError `unknown-job`, also for another owner's job; `jobs-unavailable`
 */
export async function findJob(query: JobQuery, jobs: JobServices): Promise<JobState> {
  const state = await readState(query, jobs);
  if (isFinal(state) || !isSilent(state, query.now)) return state;
  const { executionArn } = state;
  if (executionArn === null) return showFailed(state, composeDeadlineError(state));
  const status = await useStore(() => jobs.executions.readStatus(executionArn));
  if (status === 'RUNNING') return state;
  // The function may have recorded the end meanwhile.
  const latest = await readState(query, jobs);
  const end = status === 'unknown' ? 'FAILED' : status;
  return isFinal(latest) ? latest : showFailed(latest, describeExecutionEnd(end));
}

/** Shows a job as it will be recorded by whoever learns of its end. */
function showFailed(state: JobState, error: JobError): JobState {
  return endJob(state, { status: 'FAILED', error }, state.updatedAt);
}

/**
 * Stops a job. One that has ended stays as it ended. If its execution cannot be stopped now, the function itself ends it at its
 * next attempt.
 *
 * @throws as {@link findJob}
 */
export async function stopJob(query: JobQuery, jobs: JobServices): Promise<JobState> {
  const { jobId, now } = query;
  await readState(query, jobs);
  return useStore(async () => {
    const submission = await jobs.store.readSubmission(jobId);
    if (submission === undefined) throw unknownJob();
    const error = { code: 'stopped', message: 'its caller has stopped the job' };
    const stopped = await changeState(jobs.store, submission, (state) =>
      endJob(state, { status: 'STOPPED', error }, now),
    );
    if (stopped.status === 'STOPPED') await stopExecution(stopped, jobs);
    return stopped;
  });
}

/** An attempt that has set money aside ends by itself, because nobody else would settle what it cost. */
async function stopExecution(
  { executionArn, reservations }: JobState,
  { executions }: JobServices,
): Promise<void> {
  if (executionArn === null || reservations.length > 0) return;
  // The function sees the state, whether or not it is stopped.
  await executions.stop(executionArn).catch(() => {});
}

async function readState({ jobId, owner }: JobQuery, { store }: JobServices): Promise<JobState> {
  if (!JOB_ID.test(jobId)) throw unknownJob();
  return useStore(async () => {
    const stored = await store.readState(jobId);
    const submission = stored === undefined ? await store.readSubmission(jobId) : undefined;
    const state = stored?.state ?? (submission && composeQueued(submission));
    if (state === undefined || state.owner !== owner) throw unknownJob();
    return state;
  });
}

/** Whether a job has shown no sign of life for longer than an attempt can take. */
function isSilent({ attemptCount, deadline, nextAttemptAt, updatedAt }: JobState, now: number) {
  const dueAt = attemptCount === 0 ? deadline : (nextAttemptAt ?? updatedAt);
  return now > dueAt + TIMES.silentJobMillis;
}

async function useStore<Result>(use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } catch (cause) {
    throw cause instanceof RouterError ? cause : refuseForStore(cause);
  }
}

function unknownJob(): RouterError {
  return new RouterError(
    'unknown-job',
    'there is no such job of this caller; jobs are kept for a limited time',
  );
}
