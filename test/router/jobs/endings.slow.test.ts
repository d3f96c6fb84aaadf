import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOB_HEADERS } from '../../../lambda/contract';
import { JOBS_BUCKET } from '../../../local/jobs/start-jobs';
import { runRouter } from '../../clients/run-router';
import { BODY } from '../support';
import { JobClient } from './job-client';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const CLAIMS = { id: 'claims0000', value: 'claims0000'.repeat(4) };
const NIGHTS = { id: 'nights0000', value: 'nights0000'.repeat(4) };

const router = runRouter({
  settings: {
    authorization: 'keys',
    operations: { extraction: `${NOVA}:flex` },
    mappingMaxAgeSeconds: 0,
  },
  callers: [CLAIMS, NIGHTS].map((apiKey) => ({
    apiKey,
    policy: { name: apiKey.id, budget: { limitUsd: 100, period: 'month' } },
  })),
  jobs: { pauseScale: 0.001 },
});
const claims = new JobClient(router, { 'x-api-key': CLAIMS.value });
const nights = new JobClient(router, { 'x-api-key': NIGHTS.value });

afterEach(() => router.aws.s3.clear());

const NO_CAPACITY = { kind: 'unavailable', tier: 'flex', rate: 1 } as const;
/** A limit for what hangs, not for what is slow. */
const LONG_WAIT = { timeout: 9 * 60_000, interval: 20 };

/** Submits a job, which waits for capacity until the failures of Bedrock are cleared. */
async function makeWait(client: JobClient): Promise<string> {
  router.bedrock.failures.add(NO_CAPACITY);
  const jobId = await client.accept();
  await waitFor(client, jobId, 'WAITING');
  return jobId;
}

function waitFor(client: JobClient, jobId: string, status: string) {
  return vi.waitFor(async () => {
    const seen = await client.see(jobId);
    expect(seen.status).toBe(status);
    return seen;
  }, LONG_WAIT);
}

/** Waits for the events of a job's end, of which there is one. */
function waitForEvent(jobId: string) {
  return vi.waitFor(() => {
    const events = claims.eventsOf(jobId);
    expect(events).toHaveLength(1);
    return events[0];
  }, LONG_WAIT);
}

it('ends when its caller loses the policy', async () => {
  const jobId = await makeWait(nights);
  router.parameters.delete(`/bedrock-tier-router/callers/${NIGHTS.id}`);
  expect(await waitForEvent(jobId)).toMatchObject({
    type: 'Job Failed',
    detail: { caller: `key:${NIGHTS.id}`, status: 'FAILED', error: 'unknown-caller' },
  });
});

it('ends when Lambda has lost its start', async () => {
  const [worker] = router.aws.lambda.functions.values();
  if (worker !== undefined) worker.lostStarts = 1;
  const jobId = await claims.accept();
  const { error } = await waitFor(claims, jobId, 'FAILED');
  expect(error?.code).toBe('not-started');
  expect(await waitForEvent(jobId)).toMatchObject({ detail: { error: 'not-started' } });
  expect(router.arrivals).toEqual([]);
});

it('is not accepted with a body over 6 MB', async () => {
  const response = await claims.submit({ body: BODY.replace('4711', 'a'.repeat(6 * 1024 * 1024)) });
  await response.text();
  expect(response.status).toBe(413);
  expect([...router.aws.s3.objects.keys()]).toEqual([]);
});

describe('while its bucket is denied', () => {
  const denied = 'jobs-unavailable';

  it('a job is not accepted, and the same request is accepted afterwards', async () => {
    router.aws.s3.deniedBuckets.add(JOBS_BUCKET);
    const request = { headers: { [JOB_HEADERS.key]: 'page-1' } };
    const refused = await claims.submit(request);
    expect([refused.status, refused.headers.get('x-router-error')]).toEqual([503, denied]);
    router.aws.s3.deniedBuckets.clear();
    await waitFor(claims, await claims.accept(request), 'SUCCEEDED');
  });

  it('a job is not shown', async () => {
    const jobId = await claims.accept();
    await waitFor(claims, jobId, 'SUCCEEDED');
    router.aws.s3.deniedBuckets.add(JOBS_BUCKET);
    const { status, headers } = await claims.fetch(jobId);
    expect([status, headers.get('x-router-error')]).toEqual([503, denied]);
  });

  it('a job waits, and loses nothing', async () => {
    const jobId = await makeWait(claims);
    router.aws.s3.deniedCalls = 4;
    await vi.waitFor(() => expect(router.aws.s3.deniedCalls).toBe(0), LONG_WAIT);
    router.bedrock.failures.clear();
    await waitFor(claims, jobId, 'SUCCEEDED');
    expect(await waitForEvent(jobId)).toMatchObject({ type: 'Job Succeeded' });
  });

  it('a job ends after an hour, and says so as soon as it can', async () => {
    const jobId = await makeWait(claims);
    router.aws.s3.deniedBuckets.add(JOBS_BUCKET);
    const [worker] = router.aws.lambda.functions.values();
    const execution = worker?.executions.findByName(jobId);
    await vi.waitFor(() => expect(execution?.end?.status).toBe('FAILED'), LONG_WAIT);
    router.aws.s3.deniedBuckets.clear();
    const { error } = await waitFor(claims, jobId, 'FAILED');
    expect(error?.code).toBe('execution-failed');
    expect(await waitForEvent(jobId)).toMatchObject({ detail: { error: 'execution-failed' } });
  });
});
