import { type Deadline, waitWithin } from '../../app/deadline';
import { findJob, stopJob } from '../../app/jobs/find-job';
import type { JobServices } from '../../app/jobs/services';
import { refuseForStore, submitJob } from '../../app/jobs/submit-job';
import type { Router } from '../../app/ports';
import { makePlan } from '../../app/route-request';
import { requireCaller } from '../../core/callers/policies';
import { RouterError } from '../../core/errors/router-error';
import { locateJob } from '../../core/jobs/locate-job';
import { nameOwner } from '../../core/jobs/owner';
import type { JobState } from '../../core/jobs/state';
import { draftReceipt } from '../../core/receipts/draft-receipt';
import { type Outcome, refuseUnplanned } from '../../core/receipts/outcome';
import type { Plan } from '../../core/routing/plan';
import { doubtRefusal } from '../../core/settings/doubt-refusal';
import { TIMES } from '../../core/settings/times';
import type { JobEndpoint } from '../match-endpoint';
import type { HttpRequest } from '../read-event';
import { composeJsonResponse, type RouterResponse } from '../router-response';
import { describeJob, type ResponsePlace } from './describe-job';
import { readJobOptions } from './read-options';

/** A request to an endpoint of jobs. */
export interface JobExchange {
  readonly http: HttpRequest;
  readonly deadline: Deadline;
  readonly router: Router;
}

interface JobRequest extends JobExchange {
  readonly jobs: JobServices;
}

export type JobAnswer =
  | { readonly kind: 'response'; readonly response: RouterResponse }
  /** The request is refused, as it would be without a job, or for reasons of jobs. */
  | { readonly kind: 'refused'; readonly outcome: Outcome };

/** Answers a request at an endpoint of jobs. */
export async function serveJob(endpoint: JobEndpoint, exchange: JobExchange): Promise<JobAnswer> {
  const { jobs } = exchange.router;
  if (jobs === undefined) throw new Error('endpoints of jobs are matched only if there are jobs');
  const request = { ...exchange, jobs };
  return endpoint.kind === 'job-submission'
    ? acceptJob(endpoint.operation, request)
    : showJob(endpoint, request);
}

/** Accepts a job once it is stored and started. */
async function acceptJob(operation: string, jobRequest: JobRequest): Promise<JobAnswer> {
  const { http, deadline, router } = jobRequest;
  const { headers, callerId, body } = http;
  const destination = { kind: 'operation', name: operation } as const;
  const request = { action: 'converse', destination, headers, callerId, body } as const;
  // The time that a request may take is that of each attempt.
  const whole = { ...deadline, shorten: () => {} };
  const planned = await makePlan({ request, deadline: whole }, router);
  if (planned.kind !== 'plan') return { kind: 'refused', outcome: planned };
  const { plan } = planned;
  return refuseOnError(
    () => waitForStore(deadline, submit(plan, jobRequest)),
    (error) => ({ kind: 'refused', error, plan, attempts: [], restMillis: 0 }),
  );
}

/** Shows a job to its owner, or stops it. One that has ended stays as it ended. */
async function showJob(
  { kind, id }: Extract<JobEndpoint, { readonly id: string }>,
  jobRequest: JobRequest,
): Promise<JobAnswer> {
  const { http, router, jobs } = jobRequest;
  return refuseOnError(
    async () => {
      await requireKnownCaller(jobRequest);
      const query = { jobId: id, owner: nameOwner(http), now: router.now() };
      const find = kind === 'job' ? findJob : stopJob;
      const show = async () => respondState(await find(query, jobs), jobRequest);
      return waitForStore(jobRequest.deadline, show());
    },
    (error) => refuseUnplanned(error, draftReceipt(http, undefined, undefined)),
  );
}

/** @throws RouterError if callers need a policy, and this one has none */
async function requireKnownCaller({ http, deadline, router }: JobRequest): Promise<void> {
  if (!router.hasCallers) return;
  const snapshot = await waitWithin(deadline.signal, router.snapshots.current());
  try {
    requireCaller(snapshot.policies, http.callerId);
  } catch (error) {
    throw error instanceof RouterError ? doubtRefusal(error, snapshot) : error;
  }
}

/** Ends with the request's time. What the bucket or Lambda still do then is found by a repeat. */
async function waitForStore<Result>(
  { signal }: Deadline,
  waiting: Promise<Result>,
): Promise<Result> {
  try {
    return await waitWithin(signal, waiting);
  } catch (cause) {
    const isLate = cause instanceof RouterError && cause.code === 'timed-out';
    throw isLate ? refuseForStore(cause) : cause;
  }
}

async function refuseOnError(
  respond: () => Promise<RouterResponse>,
  refuse: (error: RouterError) => Outcome,
): Promise<JobAnswer> {
  try {
    return { kind: 'response', response: await respond() };
  } catch (error) {
    if (error instanceof RouterError) return { kind: 'refused', outcome: refuse(error) };
    throw error;
  }
}

async function submit(plan: Plan, { http, router, jobs }: JobRequest): Promise<RouterResponse> {
  const now = router.now();
  const { callerId, headers, body } = http;
  const options = readJobOptions(headers, { now, deadlineMillis: jobs.deadlineMillis });
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const order = { plan, options, owner: nameOwner(http), callerId, headers, body: bytes, now };
  const { jobId } = await submitJob(order, jobs);
  const location = locateJob(jobId);
  // A repeat gets the same answer, whatever has become of the job.
  return composeJsonResponse(202, { jobId, status: 'QUEUED', location }, { location });
}

/** Larger responses are fetched from S3 by a URL. */
const MOST_INLINE_BYTES = 5 * 1024 * 1024;

async function respondState(state: JobState, exchange: JobRequest): Promise<RouterResponse> {
  const body = describeJob(state, await placeResponse(state, exchange));
  return { status: 200, headers: { 'content-type': 'application/json' }, body: [body] };
}

async function placeResponse(
  { jobId, status, response }: JobState,
  { http, router, jobs: { store } }: JobRequest,
): Promise<ResponsePlace | undefined> {
  if (status !== 'SUCCEEDED' || response === null || http.method === 'HEAD') return undefined;
  try {
    if (response.bytes > MOST_INLINE_BYTES) {
      const expiresAt = router.now() + TIMES.jobUrlSeconds * 1000;
      return { kind: 'url', url: await store.signResponse(jobId, TIMES.jobUrlSeconds), expiresAt };
    }
    const body = await store.readResponse(jobId);
    if (body !== undefined) return { kind: 'inline', body };
  } catch (cause) {
    throw refuseForStore(cause);
  }
  throw new RouterError('unknown-job', 'the response of the job has expired');
}
