import type { Deadline } from '../../app/deadline';
import { findJob, type JobQuery, stopJob } from '../../app/jobs/find-job';
import type { JobServices } from '../../app/jobs/services';
import { refuseForStore, submitJob } from '../../app/jobs/submit-job';
import type { Router } from '../../app/ports';
import { makePlan } from '../../app/route-request';
import { RouterError } from '../../core/errors/router-error';
import { locateJob } from '../../core/jobs/locate-job';
import { nameOwner } from '../../core/jobs/owner';
import type { JobState } from '../../core/jobs/state';
import type { Outcome } from '../../core/receipts/outcome';
import type { Plan } from '../../core/routing/plan';
import { TIMES } from '../../core/settings/times';
import type { HttpRequest } from '../read-event';
import { composeJsonResponse, type RouterResponse } from '../router-response';
import { describeJob, type ResponsePlace } from './describe-job';
import { readJobOptions } from './read-options';

/** A request to a deployment with jobs. */
export interface JobExchange {
  readonly http: HttpRequest;
  readonly deadline: Deadline;
  readonly router: Router;
  readonly jobs: JobServices;
}

export type Submitted =
  | { readonly kind: 'accepted'; readonly response: RouterResponse }
  /** As the request itself would be refused, or for reasons of jobs. */
  | { readonly kind: 'refused'; readonly outcome: Outcome };

/** Accepts a job once it is stored and started. */
export async function acceptJob(operation: string, exchange: JobExchange): Promise<Submitted> {
  const { http, deadline, router } = exchange;
  const { headers, callerId, body } = http;
  const destination = { kind: 'operation', name: operation } as const;
  const request = { action: 'converse', destination, headers, callerId, body } as const;
  const planned = await makePlan({ request, deadline }, router);
  if (planned.kind !== 'plan') return { kind: 'refused', outcome: planned };
  const { plan } = planned;
  try {
    return { kind: 'accepted', response: await submit(plan, exchange) };
  } catch (error) {
    if (!(error instanceof RouterError)) throw error;
    const outcome = { kind: 'refused', error, plan, attempts: [], restMillis: 0 } as const;
    return { kind: 'refused', outcome };
  }
}

async function submit(plan: Plan, { http, router, jobs }: JobExchange): Promise<RouterResponse> {
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

/**
 * Shows a job to its owner, with its response.
 *
 * @throws RouterError `unknown-job` or `jobs-unavailable`
 */
export async function showJob(jobId: string, exchange: JobExchange): Promise<RouterResponse> {
  const { jobs } = exchange;
  return respondState(await findJob(composeQuery(jobId, exchange), jobs), exchange);
}

/**
 * Stops a job, and shows it. One that has ended stays as it ended.
 *
 * @throws as {@link showJob}
 */
export async function endJobEarly(jobId: string, exchange: JobExchange): Promise<RouterResponse> {
  const { jobs } = exchange;
  return respondState(await stopJob(composeQuery(jobId, exchange), jobs), exchange);
}

function composeQuery(jobId: string, { http, router }: JobExchange): JobQuery {
  return { jobId, owner: nameOwner(http), now: router.now() };
}

/** Larger responses are fetched from S3 by a URL. */
const MOST_INLINE_BYTES = 5 * 1024 * 1024;

async function respondState(state: JobState, exchange: JobExchange): Promise<RouterResponse> {
  const body = describeJob(state, await placeResponse(state, exchange));
  return { status: 200, headers: { 'content-type': 'application/json' }, body: [body] };
}

async function placeResponse(
  { jobId, status, response }: JobState,
  { http, router, jobs: { store } }: JobExchange,
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
