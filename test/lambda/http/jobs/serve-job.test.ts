import { describe, expect, it } from 'vitest';
import { startDeadline } from '../../../../lambda/app/deadline';
import type { JobServices, JobStore } from '../../../../lambda/app/jobs/services';
import { type JobAnswer, serveJob } from '../../../../lambda/http/jobs/serve-job';
import type { JobEndpoint } from '../../../../lambda/http/match-endpoint';
import { fakeRouter } from '../../../fakes/fake-router';
import { HOUR } from '../../../fakes/jobs/job';
import { MemoryJobStore } from '../../../fakes/jobs/memory-job-store';

const SUBMISSION: JobEndpoint = { kind: 'job-submission', operation: 'extraction' };
const JOB: JobEndpoint = { kind: 'job', id: 'job-1' };
const STOP: JobEndpoint = { kind: 'job-stop', id: 'job-1' };

interface AskOptions {
  readonly requestTimeoutMillis?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(
  endpoint: JobEndpoint,
  store: JobStore,
  { requestTimeoutMillis = 300_000, headers = {} }: AskOptions,
): Promise<JobAnswer> {
  const jobs: JobServices = {
    store,
    executions: { start: async () => {}, readStatus: async () => 'RUNNING', stop: async () => {} },
    telemetry: { recordJob: () => {} },
    deadlineMillis: HOUR,
    scope: '',
    digest: () => 'job-1',
    newId: () => 'job-2',
  };
  const http = {
    ...{ requestId: 'r', method: 'POST', path: '/v1/extraction/jobs', body: '{"messages":[]}' },
    headers,
    ...{ callerId: undefined, userArn: undefined, authorizedId: undefined },
  };
  const deadline = startDeadline({ remainingMillis: 900_000, requestTimeoutMillis });
  try {
    return await serveJob(endpoint, { http, deadline, router: fakeRouter({ jobs }) });
  } finally {
    deadline.release();
  }
}

describe('while the bucket does not answer', () => {
  it.each([
    ['a submission', SUBMISSION],
    ['GET', JOB],
    ['DELETE', STOP],
  ])('%s ends with its own time, and may be sent again', async (_, endpoint) => {
    const silent = new MemoryJobStore();
    const never = () => new Promise<never>(() => {});
    Object.assign(silent, { createSubmission: never, readState: never });
    expect(await ask(endpoint, silent, { requestTimeoutMillis: 100 })).toMatchObject({
      kind: 'refused',
      outcome: { error: { code: 'jobs-unavailable' } },
    });
  });
});

it('accepts a job whose attempts may take less time than its submission', async () => {
  const store = new MemoryJobStore();
  const write = store.writeRequest.bind(store);
  store.writeRequest = async (...request) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return write(...request);
  };
  const answer = await ask(SUBMISSION, store, {
    headers: { 'x-router-timeout-ms': '1' },
  });
  expect(answer).toMatchObject({ kind: 'response', response: { status: 202 } });
});
