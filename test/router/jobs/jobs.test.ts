import { beforeEach, describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { GEMMA, GLOBAL, US } from '../recovery/ask-route';
import { BODY } from '../support';
import { JobClient } from './job-client';

/** More than is answered in one piece. */
const LARGE = 6 * 1024 * 1024;

/** Without the quick retry, whose pause takes real time. */
const CALLS_ONCE = { retry: { attempts: 1 } };

const router = runRouter({
  aws: {
    composeReply: ({ user }) => (user.includes('large') ? 'x'.repeat(LARGE) : 'total: 12.50'),
  },
  settings: {
    mappingMaxAgeSeconds: 0,
    operations: {
      extraction: `${US}:flex,${US}`,
      archive: `${US}:flex`,
      cautious: `${GEMMA}:flex,${GLOBAL}`,
      impatient: `${US}:flex,${US}`,
    },
  },
  operationSettings: {
    extraction: CALLS_ONCE,
    archive: CALLS_ONCE,
    impatient: { ...CALLS_ONCE, jobs: { escalateAfter: 0 } },
  },
  jobs: { pauseScale: 0.000_02 },
});
const jobs = new JobClient(router);

beforeEach(() => router.log.clear());

describe('a job that is served at once', () => {
  it('has the response as Bedrock sent it, a receipt, an event and metrics', async () => {
    const response = await jobs.submit();
    const accepted = (await response.json()) as { readonly jobId: string };
    const { jobId } = accepted;
    expect(accepted).toEqual({ jobId, status: 'QUEUED', location: `/v1/jobs/${jobId}` });
    expect(response.headers.get('location')).toBe(`/v1/jobs/${jobId}`);
    const seen = await jobs.ended(jobId);
    expect(seen).toMatchObject({
      status: 'SUCCEEDED',
      attemptCount: 1,
      repeated: 0,
      isEscalated: false,
      waitedFor: {},
      receipt: { modelId: US, requestedTier: 'flex', resolvedTier: 'flex', tierFallback: null },
      response: { stopReason: 'end_turn', serviceTier: { type: 'flex' } },
    });
    expect(jobs.arrivalsOf(jobId)).toEqual(['flex']);
    expect(jobs.eventsOf(jobId)).toEqual([
      {
        type: 'Job Succeeded',
        detail: {
          id: `${jobId}-end`,
          jobId,
          operation: 'extraction',
          caller: 'anyone',
          status: 'SUCCEEDED',
          location: `/v1/jobs/${jobId}`,
          submittedAt: expect.stringMatching(/Z$/),
          endedAt: expect.stringMatching(/Z$/),
          error: null,
          receipt: seen.receipt,
        },
      },
    ]);
    expect(jobs.metric('JobsQueued', 'extraction')).toEqual([1]);
    expect(jobs.metric('JobsSucceeded', 'extraction')).toEqual([1]);
    expect(jobs.metric('JobWait', 'extraction')).toEqual([expect.any(Number)]);
    expect(jobs.metric('JobAge', 'extraction')).toEqual([expect.any(Number)]);
    expect(router.log.text).not.toContain('Invoice 4711');
  });

  it('answers HEAD without a body', async () => {
    const jobId = await jobs.accept();
    await jobs.ended(jobId);
    const response = await jobs.fetch(jobId, 'HEAD');
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('with an answer of 6 MB has a URL of S3 for it', async () => {
    const body = BODY.replace('Invoice', 'large');
    const seen = await jobs.ended(await jobs.accept({ body }));
    expect(seen).toMatchObject({ status: 'SUCCEEDED', responseBytes: expect.any(Number) });
    expect(seen.response).toBeUndefined();
    const stored = await fetch(seen.responseUrl ?? '');
    const text = await stored.text();
    expect([stored.status, text.length]).toEqual([200, seen.responseBytes]);
    expect(text.length).toBeGreaterThan(LARGE);
    expect(JSON.parse(text)).toMatchObject({ stopReason: 'end_turn' });
  });
});

describe('a job that waits', () => {
  it('asks the primary alone, with growing pauses, and says what it waited for', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', tier: 'flex', times: 3 });
    router.bedrock.failures.add({ kind: 'throttle', tier: 'flex', times: 1 });
    const jobId = await jobs.accept();
    const seen = await jobs.ended(jobId);
    expect(seen).toMatchObject({ status: 'SUCCEEDED', isEscalated: false });
    expect(seen.receipt).toMatchObject({ resolvedTier: 'flex', tierFallback: null, attempts: 5 });
    expect(seen.waitedFor).toEqual({ capacity: 3, quota: 1 });
    expect(new Set(jobs.arrivalsOf(jobId))).toEqual(new Set(['flex']));
    expect(seen.receipt?.['waitedSeconds']).toBeGreaterThanOrEqual(30 + 60 + 120 + 240);
    expect(seen.receipt?.['savedUsd']).toBeGreaterThan(0);
  });

  it('asks the fallbacks when two thirds of its time are over', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', tier: 'flex', times: 1000 });
    const seen = await jobs.ended(await jobs.accept({ headers: { 'x-router-deadline': '3600' } }));
    expect(seen).toMatchObject({
      status: 'SUCCEEDED',
      isEscalated: true,
      receipt: { resolvedTier: 'default', tierFallback: 'capacity' },
    });
    const escalated = seen.attempts.map(({ isEscalated }) => isEscalated);
    expect(escalated).toEqual([...escalated.slice(1).fill(false), true]);
    expect(seen.receipt?.['waitedSeconds']).toBeGreaterThanOrEqual(2400);
    expect(seen.receipt?.['waitedSeconds']).toBeLessThan(3600);
  });

  it('asks the fallbacks as early as the settings say', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', tier: 'flex', times: 1000 });
    const seen = await jobs.ended(await jobs.accept({ operation: 'impatient' }));
    expect(seen).toMatchObject({ status: 'SUCCEEDED', attemptCount: 1, isEscalated: true });
  });

  it('asks the fallbacks at once if the primary has retired', async () => {
    router.bedrock.failures.add({ kind: 'retired', modelId: GEMMA, times: 1000 });
    const seen = await jobs.ended(await jobs.accept({ operation: 'cautious' }));
    expect(seen).toMatchObject({
      status: 'SUCCEEDED',
      attemptCount: 2,
      waitedFor: { retired: 1 },
      receipt: { modelId: GLOBAL },
    });
  });

  it('fails at its deadline, and says what it waited for last', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', tier: 'flex', times: 1000 });
    const headers = { 'x-router-deadline': '900' };
    const jobId = await jobs.accept({ operation: 'archive', headers });
    const seen = await jobs.ended(jobId);
    expect(seen).toMatchObject({
      status: 'FAILED',
      error: {
        code: 'deadline-passed',
        message:
          'the job has no time for another attempt before its deadline; its last one ended with capacity',
      },
    });
    expect(seen.receipt?.['waitedSeconds']).toBeGreaterThanOrEqual(839);
    expect(seen.receipt?.['waitedSeconds']).toBeLessThanOrEqual(900);
    expect(jobs.eventsOf(jobId)).toMatchObject([
      { type: 'Job Failed', detail: { status: 'FAILED', error: 'deadline-passed' } },
    ]);
    expect(jobs.metric('JobsFailed', 'archive')).toEqual([1]);
  });

  it('fails after five answers that were lost, because each may be billed', async () => {
    router.bedrock.failures.add({ kind: 'timeout', tier: 'flex', times: 1000 });
    const jobId = await jobs.accept({ operation: 'archive' });
    expect(await jobs.ended(jobId)).toMatchObject({ error: { code: 'answers-lost' } });
    expect(jobs.arrivalsOf(jobId)).toHaveLength(5);
  });

  it('fails once its operation is gone', async () => {
    const name = '/bedrock-tier-router/overrides/operations/passing';
    router.parameters.put({ name, type: 'StringList', value: `${US}:flex` });
    router.bedrock.failures.add({ kind: 'unavailable', tier: 'flex', times: 1000 });
    const jobId = await jobs.accept({ operation: 'passing' });
    await jobs.attempted(jobId);
    router.parameters.delete(name);
    const seen = await jobs.ended(jobId);
    expect(seen).toMatchObject({ status: 'FAILED', error: { code: 'unknown-operation' } });
  });
});

it('fails at once with what Bedrock refuses, whose words only its owner sees', async () => {
  const message = 'Malformed input request: Invoice 4711';
  router.bedrock.failures.add({ kind: 'invalid', message });
  const jobId = await jobs.accept({ headers: { 'x-router-task-token': 'refused-token' } });
  const seen = await jobs.ended(jobId);
  expect(seen).toMatchObject({
    status: 'FAILED',
    attemptCount: 1,
    error: { code: 'ValidationException', message },
  });
  expect(jobs.arrivalsOf(jobId)).toHaveLength(1);
  expect(JSON.stringify(jobs.eventsOf(jobId))).not.toContain('Invoice');
  expect(JSON.stringify(router.aws.stepFunctions.journal)).not.toContain('Invoice');
  expect(router.log.text).not.toContain('Invoice');
});
