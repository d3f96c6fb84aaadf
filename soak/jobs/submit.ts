import { setTimeout as sleep } from 'node:timers/promises';
import { JOB_HEADERS } from '../../lambda/contract';
import { composeKeyHeader } from '../traffic/callers';
import type { SoakJob } from './job';

/** A job whose submission was answered with 202. */
export interface AcceptedJob {
  readonly job: SoakJob;
  readonly jobId: string;
  /** How often it was submitted. */
  readonly tries: number;
}

const MOST_TRIES = 30;
const PAUSE_MILLIS = 20;
const ACCEPTED = 202;

/** Submits a job until it is accepted, as a client does that has lost an answer. */
export async function submit(routerUrl: string, job: SoakJob): Promise<AcceptedJob> {
  let last = '';
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const response = await post(routerUrl, job);
    last = `${response.status} ${await response.text()}`;
    if (response.status === ACCEPTED) {
      const { jobId }: { jobId: string } = JSON.parse(last.slice(`${ACCEPTED} `.length));
      return { job, jobId, tries };
    }
    await sleep(PAUSE_MILLIS);
  }
  throw new Error(`job ${job.number} was not accepted: ${last}`);
}

function post(routerUrl: string, job: SoakJob): Promise<Response> {
  const { operation, callerId, key, body, deadlineSeconds, taskToken } = job;
  return fetch(`${routerUrl}/v1/${operation}/jobs`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...composeKeyHeader(callerId),
      [JOB_HEADERS.key]: key,
      ...(deadlineSeconds && { [JOB_HEADERS.deadline]: String(deadlineSeconds) }),
      ...(taskToken && { [JOB_HEADERS.taskToken]: taskToken }),
    },
    body,
  });
}

/** What a caller sees of a job. */
export interface SeenJob {
  readonly jobId: string;
  readonly status: string;
  readonly error?: { readonly code: string };
  readonly response?: unknown;
  readonly receipt?: { readonly attempts: number; readonly repeated: number } | null;
}

export async function getJob(
  routerUrl: string,
  jobId: string,
  callerId: string,
): Promise<{ readonly status: number; readonly seen: SeenJob }> {
  const response = await fetch(`${routerUrl}/v1/jobs/${jobId}`, {
    headers: composeKeyHeader(callerId),
  });
  return { status: response.status, seen: JSON.parse(await response.text()) };
}
