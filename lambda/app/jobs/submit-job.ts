import { RouterError } from '../../core/errors/router-error';
import { describeAsked, type JobOptions, keepHeaders } from '../../core/jobs/asked-request';
import { findEscalation } from '../../core/jobs/plan-pause';
import type { JobSubmission } from '../../core/jobs/submission';
import type { Plan } from '../../core/routing/plan';
import type { Headers } from '../../core/wire/forwarded-headers';
import { identifyJob, type JobServices } from './services';

/** A request for a job whose plan was made, so that it is allowed now. */
export interface JobOrder {
  readonly plan: Plan;
  readonly options: JobOptions;
  readonly owner: string;
  readonly callerId: string | undefined;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Accepts a job: it is stored, then started. If this breaks off, the caller has no answer, and a repeat with the same key
 * continues it. API Gateway and Lambda refuse bodies above 6 MB themselves.
 *
 * @throws RouterError `job-conflict` or `jobs-unavailable`
 */
export async function submitJob(order: JobOrder, jobs: JobServices): Promise<JobSubmission> {
  try {
    const submission = composeSubmission(order, jobs);
    if (order.options.key !== undefined) await requireFreshKey(submission, jobs);
    return await accept(submission, order.body, jobs);
  } catch (cause) {
    if (cause instanceof RouterError) throw cause;
    throw refuseForStore(cause);
  }
}

async function accept(
  submission: JobSubmission,
  body: Uint8Array,
  { store, executions, telemetry }: JobServices,
): Promise<JobSubmission> {
  const { jobId } = submission;
  const isNew = await store.createSubmission(submission);
  if (isNew) telemetry.recordJob({ kind: 'queued', job: identifyJob(submission) });
  else requireRepeat(submission, await store.readSubmission(jobId));
  // A repeat has the same body, and the first request may have broken off before it was stored.
  await store.writeRequest(jobId, body);
  await executions.start(jobId);
  return submission;
}

/** What is left of a job that has expired would be taken for the new one. Its state, which was written last, expires last. */
async function requireFreshKey({ jobId }: JobSubmission, { store }: JobServices): Promise<void> {
  if ((await store.readState(jobId)) === undefined) return;
  if ((await store.readSubmission(jobId)) !== undefined) return;
  throw new RouterError('job-conflict', 'the job of this key is about to expire; send another key');
}

function requireRepeat(asked: JobSubmission, stored: JobSubmission | undefined): void {
  // Writes that meet may refuse each other, and S3 deletes what expires.
  if (stored === undefined) throw new Error('the submission was not written, and there is none');
  if (stored.requestSha256 === asked.requestSha256) return;
  throw new RouterError(
    'job-conflict',
    'a job with this key was submitted for another request; send another key, or the same body, operation and headers',
  );
}

function composeSubmission(order: JobOrder, jobs: JobServices): JobSubmission {
  const { plan, options, owner, callerId, now, body } = order;
  const { key, taskToken } = options;
  const headers = keepHeaders(order.headers);
  const times = {
    submittedAt: now,
    deadline: options.deadline,
  };
  return {
    version: 1,
    jobId: key === undefined ? jobs.newId() : jobs.digest([jobs.scope, '\n', owner, '\n', key]),
    operation: plan.operation,
    owner,
    callerId: callerId ?? null,
    headers,
    requestSha256: jobs.digest([describeAsked(plan.operation, headers, taskToken), '\n', body]),
    requestedTier: plan.requested.tier,
    ...times,
    escalatesAt: findEscalation(times, plan.settings?.jobs?.escalateAfter),
    taskToken: taskToken ?? null,
  };
}

/** @param cause of the bucket or of Lambda, for the log */
export function refuseForStore(cause: unknown): RouterError {
  const message = 'the store of jobs is not available; send the same request again shortly';
  return new RouterError('jobs-unavailable', message, { cause });
}
