import { endJob } from '../../core/jobs/advance-state';
import { composeJobReceipt } from '../../core/jobs/compose-receipt';
import { concludeAttempt } from '../../core/jobs/conclude-attempt';
import type { JobReservation, JobResponse, JobState } from '../../core/jobs/state';
import type { JobSubmission } from '../../core/jobs/submission';
import { parseJsonObject } from '../../core/json/json-object';
import { changeState } from './change-state';
import { type PassResult, routeJob } from './route-job';
import type { AttemptOrder, JobWorker } from './worker';

export interface BegunAttempt {
  readonly submission: JobSubmission;
  readonly state: JobState;
  readonly order: AttemptOrder;
}

/** Makes an attempt that has begun, and records its end. Returns the state in force. */
export async function makeAttempt(begun: BegunAttempt, worker: JobWorker): Promise<JobState> {
  const { router, store } = worker;
  const body = await store.readRequest(begun.order.jobId);
  if (body === undefined) return endWithoutBody(begun, worker);
  const startedAt = router.now();
  const pass = await routeJob(
    {
      ...begun,
      body,
      limits: limitTime(begun, worker),
      noteReservation: (reservation) => noteReservation(reservation, begun, worker),
    },
    router,
  );
  const response = await storeResponse(pass, begun, worker);
  const [endedAt, random] = [router.now(), router.random()];
  return changeOwn(begun, worker, (state) =>
    concludeAttempt(state, { ...pass, response, startedAt, endedAt, random }),
  );
}

/** An attempt ends by the job's deadline. */
function limitTime({ submission, order }: BegunAttempt, worker: JobWorker) {
  const leftMillis = submission.deadline - worker.router.now();
  return {
    remainingMillis: order.remainingMillis,
    requestTimeoutMillis: Math.max(1, Math.min(worker.requestTimeoutMillis, leftMillis)),
    marginMillis: worker.marginMillis,
  };
}

/** Stored before the state says that there is one. */
async function storeResponse(
  { outcome, response }: PassResult,
  { order }: BegunAttempt,
  { store }: JobWorker,
): Promise<JobResponse | undefined> {
  if (outcome.kind !== 'reply' || outcome.reply.status >= 400) return undefined;
  if (response === undefined || parseJsonObject(decode(response)) === undefined) return undefined;
  const contentType = outcome.reply.headers['content-type'] ?? 'application/json';
  await store.writeResponse(order.jobId, response, contentType);
  return { bytes: response.length, contentType };
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

async function noteReservation(
  reservation: JobReservation,
  begun: BegunAttempt,
  worker: JobWorker,
): Promise<void> {
  const noted = await changeOwn(begun, worker, (state) => ({
    ...state,
    reservations: [...state.reservations, reservation],
  }));
  if (!isOwn(noted, begun)) throw new Error('the job has ended while it was being attempted');
}

function endWithoutBody(begun: BegunAttempt, worker: JobWorker): Promise<JobState> {
  const now = worker.router.now();
  const message = 'the body of the job is not in the bucket; submit it again';
  return changeOwn(begun, worker, (state) => {
    const receipt = composeJobReceipt(state, undefined, now);
    const error = { code: 'request-missing', message };
    return endJob(state, { status: 'FAILED', error, receipt }, now);
  });
}

/** Changes the state while the attempt is the one under way. */
function changeOwn(
  begun: BegunAttempt,
  { store }: JobWorker,
  change: (state: JobState) => JobState,
): Promise<JobState> {
  return changeState(store, begun.submission, (state) =>
    isOwn(state, begun) ? change(state) : undefined,
  );
}

function isOwn({ status, attemptCount }: JobState, { order }: BegunAttempt): boolean {
  return status === 'RUNNING' && attemptCount === order.number;
}
