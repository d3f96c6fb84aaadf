import { beforeEach, describe, expect, it, vi } from 'vitest';
import { JOB_HEADERS, JOBS_PREFIX } from '../../../lambda/contract';
import { JOBS_BUCKET } from '../../../local/jobs/start-jobs';
import { runRouter } from '../../clients/run-router';
import { BODY } from '../support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const CLAIMS = { id: 'claims0000', value: 'claims0000'.repeat(4) };
const NIGHTS = { id: 'nights0000', value: 'nights0000'.repeat(4) };
const BUDGET = { limitUsd: 100, period: 'month' };
/** A prompt that asks for an answer of 20 MB. */
const LONG = BODY.replace('Invoice', 'Twenty megabytes');
const LONG_ANSWER = 'a'.repeat(20 * 1024 * 1024);

const router = runRouter({
  aws: { composeReply: ({ user }) => (user.startsWith('Twenty') ? LONG_ANSWER : 'An answer') },
  settings: {
    authorization: 'keys',
    operations: { pages: `${NOVA}:flex,${NOVA}`, fleeting: `${NOVA}:flex` },
    mappingMaxAgeSeconds: 0,
  },
  callers: [CLAIMS, NIGHTS].map((apiKey) => ({
    apiKey,
    policy: { name: apiKey.id, budget: BUDGET },
  })),
  jobs: { pauseScale: 0.001 },
});

beforeEach(() => router.aws.s3.clear());

/** What a caller sees of a job. */
interface SeenJob {
  readonly status: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly responseUrl?: string;
  readonly receipt?: object;
}

/** A limit for what hangs, not for what is slow. */
const LONG_WAIT = { timeout: 9 * 60_000, interval: 20 };

const NO_CAPACITY = { kind: 'unavailable', tier: 'flex', rate: 1 } as const;

function submit(
  headers: Record<string, string> = {},
  { operation = 'pages', body = BODY, key = CLAIMS.value } = {},
): Promise<Response> {
  return fetch(`${router.url}/v1/${operation}/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key, ...headers },
    body,
  });
}

async function accept(...request: Parameters<typeof submit>): Promise<string> {
  const response = await submit(...request);
  expect(response.status).toBe(202);
  const { jobId }: { jobId: string } = JSON.parse(await response.text());
  return jobId;
}

async function see(jobId: string, key = CLAIMS.value): Promise<SeenJob> {
  const response = await fetch(`${router.url}/v1/jobs/${jobId}`, { headers: { 'x-api-key': key } });
  return JSON.parse(await response.text());
}

/** Waits as long as it takes. */
function waitFor(jobId: string, status: string, key = CLAIMS.value): Promise<SeenJob> {
  return vi.waitFor(async () => {
    const seen = await see(jobId, key);
    expect(seen.status).toBe(status);
    return seen;
  }, LONG_WAIT);
}

/** The event of a job's end, of which there is one. */
function waitForEvent(jobId: string): Promise<object> {
  return vi.waitFor(() => {
    const { journal } = router.aws.eventBridge;
    const events = journal.filter(({ Detail }) => JSON.parse(Detail).jobId === jobId);
    expect(events).toHaveLength(1);
    const [{ DetailType, Detail } = { DetailType: '', Detail: '{}' }] = events;
    return { type: DetailType, ...JSON.parse(Detail) };
  }, LONG_WAIT);
}

describe('a job fails', () => {
  it.each([
    [
      'whose operation disappears',
      'unknown-operation',
      'fleeting',
      CLAIMS,
      () => router.parameters.delete('/bedrock-tier-router/operations/fleeting'),
    ],
    [
      'whose caller loses its policy',
      'unknown-caller',
      'pages',
      NIGHTS,
      () => router.parameters.delete(`/bedrock-tier-router/callers/${NIGHTS.id}`),
    ],
  ])('%s while it waits', async (_, code, operation, { id, value: key }, revoke) => {
    router.bedrock.failures.add(NO_CAPACITY);
    const jobId = await accept({}, { operation, key });
    await waitFor(jobId, 'WAITING', key);
    revoke();
    const event = { type: 'Job Failed', caller: `key:${id}`, status: 'FAILED', error: code };
    expect(await waitForEvent(jobId)).toMatchObject(event);
  });

  it('whose deadline passes without an answer', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', rate: 1 });
    const taskToken = 'a-token';
    const headers = { [JOB_HEADERS.deadline]: '600', [JOB_HEADERS.taskToken]: taskToken };
    const { error } = await waitFor(await accept(headers), 'FAILED');
    expect(error?.code).toBe('deadline-passed');
    const failure = { operation: 'SendTaskFailure', taskToken, error: 'deadline-passed' };
    await vi.waitFor(
      () => expect(router.aws.stepFunctions.journal).toMatchObject([failure]),
      LONG_WAIT,
    );
    const tiers = new Set(router.arrivals.map(({ requestedTier }) => requestedTier));
    expect(tiers).toEqual(new Set(['flex', undefined]));
  });

  it('whose start Lambda has lost', async () => {
    const [worker] = router.aws.lambda.functions.values();
    if (worker !== undefined) worker.lostStarts = 1;
    const jobId = await accept();
    expect(await waitFor(jobId, 'FAILED')).toMatchObject({ error: { code: 'not-started' } });
    expect(await waitForEvent(jobId)).toMatchObject({ type: 'Job Failed', error: 'not-started' });
    expect(router.arrivals).toEqual([]);
  });
});

describe('a job is not accepted', () => {
  it.each([
    ['whose deadline is past', { [JOB_HEADERS.deadline]: '2026-01-01T00:00:00Z' }, BODY, 400],
    ['whose body is over 6 MB', {}, BODY.replace('4711', 'a'.repeat(6 * 1024 * 1024)), 413],
  ])('%s', async (_, headers, body, status) => {
    const response = await submit(headers, { body });
    await response.text();
    expect(response.status).toBe(status);
    expect([...router.aws.s3.objects.keys()]).toEqual([]);
  });

  it('while its bucket is denied, and is accepted afterwards', async () => {
    router.aws.s3.deniedBuckets.add(JOBS_BUCKET);
    const headers = { [JOB_HEADERS.key]: 'page-1' };
    const refused = await submit(headers);
    expect([refused.status, refused.headers.get('x-router-error')]).toEqual([
      503,
      'jobs-unavailable',
    ]);
    router.aws.s3.deniedBuckets.clear();
    await waitFor(await accept(headers), 'SUCCEEDED');
  });
});

it('waits while its bucket is denied, and loses nothing', async () => {
  router.bedrock.failures.add(NO_CAPACITY);
  const jobId = await accept();
  await waitFor(jobId, 'WAITING');
  router.aws.s3.deniedCalls = 4;
  await vi.waitFor(() => expect(router.aws.s3.deniedCalls).toBe(0), LONG_WAIT);
  router.bedrock.failures.clear();
  await waitFor(jobId, 'SUCCEEDED');
  expect(await waitForEvent(jobId)).toMatchObject({ type: 'Job Succeeded' });
});

it('is not shown while its bucket is denied', async () => {
  const jobId = await accept();
  await waitFor(jobId, 'SUCCEEDED');
  router.aws.s3.deniedBuckets.add(JOBS_BUCKET);
  expect(await see(jobId)).toMatchObject({ message: expect.stringContaining('store of jobs') });
});

it('ends when its bucket was denied for too long, as soon as that is over', async () => {
  router.bedrock.failures.add(NO_CAPACITY);
  const jobId = await accept();
  await waitFor(jobId, 'WAITING');
  router.aws.s3.deniedBuckets.add(JOBS_BUCKET);
  const [worker] = router.aws.lambda.functions.values();
  const execution = worker?.executions.all.find(({ start }) => start.name === jobId);
  await vi.waitFor(() => expect(execution?.end?.status).toBe('FAILED'), LONG_WAIT);
  router.aws.s3.deniedBuckets.clear();
  expect(await waitFor(jobId, 'FAILED')).toMatchObject({ error: { code: 'execution-failed' } });
  expect(await waitForEvent(jobId)).toMatchObject({ error: 'execution-failed' });
});

it('gives the URL of an answer of 20 MB', async () => {
  const jobId = await accept({}, { body: LONG });
  const { responseUrl = '' } = await waitFor(jobId, 'SUCCEEDED');
  const answer = JSON.parse(await (await fetch(responseUrl)).text());
  expect(answer.output.message.content[0].text).toHaveLength(LONG_ANSWER.length);
  const key = `${JOBS_BUCKET}/${JOBS_PREFIX}${jobId}/response`;
  expect(router.aws.s3.objects.get(key)?.length).toBeGreaterThan(LONG_ANSWER.length);
});

it('stops when its caller says so, and never answers afterwards', async () => {
  router.bedrock.failures.add(NO_CAPACITY);
  const jobId = await accept();
  await waitFor(jobId, 'WAITING');
  const headers = { 'x-api-key': CLAIMS.value };
  const stopped = await fetch(`${router.url}/v1/jobs/${jobId}`, { method: 'DELETE', headers });
  expect(await stopped.json()).toMatchObject({ status: 'STOPPED' });
  expect(await waitForEvent(jobId)).toMatchObject({ type: 'Job Failed', status: 'STOPPED' });
  expect(await see(jobId)).toMatchObject({ status: 'STOPPED' });
});
