import { beginAttempt, endJob } from '../../core/jobs/advance-state';
import { composeJobReceipt } from '../../core/jobs/compose-receipt';
import { composeDeadlineError } from '../../core/jobs/conclude-attempt';
import { CRASHED, MOST_REPEATED_ATTEMPTS } from '../../core/jobs/execution-end';
import { isFinal, type JobState } from '../../core/jobs/state';
import type { JobError } from '../../core/jobs/verdict';
import type { Router } from '../ports';
import { changeState } from './change-state';
import { makeAttempt } from './make-attempt';
import { identifyJob } from './services';
import type { AttemptOrder, JobWorker } from './worker';

/** What the durable function does next. It is a checkpoint, so it is small and has nothing of the request. */
export type NextStep =
  | { readonly kind: 'wait'; readonly seconds: number }
  /** The job has an end, which is to be published. */
  | { readonly kind: 'ended' }
  /** There is no such job, so nobody was promised an answer. */
  | { readonly kind: 'unknown' };

/**
 * Makes one attempt of a job. It may run again after a crash: what it had recorded stays, and an attempt that was under way is
 * made again.
 *
 * @throws if the store or the ledger is not available; nothing is lost then, and the attempt can be made again
 */
export async function runAttempt(order: AttemptOrder, worker: JobWorker): Promise<NextStep> {
  const { store, router, telemetry } = worker;
  const submission = await store.readSubmission(order.jobId);
  if (submission === undefined) return { kind: 'unknown' };
  const begun = await changeState(store, submission, (state) => begin(state, order, router));
  if (isFinal(begun)) await settleCrashed(begun, router);
  const known = findNextStep(begun, order.number, router.now());
  if (known !== undefined) return known;
  const ageMillis = router.now() - submission.submittedAt;
  telemetry.recordJob({ kind: 'attempt', job: identifyJob(submission), ageMillis });
  const ended = await makeAttempt({ submission, state: begun, order }, worker);
  return findNextStep(ended, order.number, router.now()) ?? { kind: 'wait', seconds: 1 };
}

/** Undefined if the attempt is yet to be made. */
function findNextStep(state: JobState, number: number, now: number): NextStep | undefined {
  if (isFinal(state)) return { kind: 'ended' };
  if (!isRecorded(state, number)) return undefined;
  const millis = (state.nextAttemptAt ?? state.updatedAt) - now;
  return { kind: 'wait', seconds: Math.max(1, Math.ceil(millis / 1000)) };
}

function isRecorded({ status, attemptCount }: JobState, number: number): boolean {
  return attemptCount > number || (attemptCount === number && status === 'WAITING');
}

/** Undefined if the attempt is recorded. */
async function begin(
  state: JobState,
  { number, executionArn }: AttemptOrder,
  router: Router,
): Promise<JobState | undefined> {
  if (isRecorded(state, number)) return undefined;
  await settleCrashed(state, router);
  const at = router.now();
  const fail = (error: JobError) => {
    const receipt = composeJobReceipt(state, undefined, at);
    const settled = { ...state, executionArn, reservations: [] };
    return endJob(settled, { status: 'FAILED', error, receipt }, at);
  };
  if (at >= state.deadline) return fail(composeDeadlineError(state));
  const begun = beginAttempt(state, { number, executionArn, at });
  return begun.repeated > MOST_REPEATED_ATTEMPTS ? fail(CRASHED) : begun;
}

/**
 * Settles what a crashed attempt had set aside, at the most that its calls can have cost. The ledger changes nothing if the
 * attempt had settled it, or had not reserved it.
 */
async function settleCrashed({ reservations }: JobState, { budgets }: Router): Promise<void> {
  for (const { account, reservation } of reservations) {
    await budgets?.ledger.settle(account, reservation, reservation.nanoUsd);
  }
}
