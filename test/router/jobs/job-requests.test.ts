import { beforeEach, describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { US } from '../recovery/ask-route';
import { BODY } from '../support';
import { JobClient, type JobRequest } from './job-client';

const router = runRouter({
  aws: {
    composeReply: ({ user }) => (user.includes('large') ? 'x'.repeat(300_000) : 'total: 12.50'),
  },
  settings: { operations: { extraction: `${US}:flex,${US}`, archive: `${US}:flex` } },
  operationSettings: { archive: { retry: { attempts: 1 } } },
  jobs: { pauseScale: 0.000_02 },
});
const jobs = new JobClient(router);

beforeEach(() => router.log.clear());

describe('a job key', () => {
  it('makes a repeat the same job, with the same answer', async () => {
    const headers = { 'x-router-job-key': 'invoice-1' };
    const first = await (await jobs.submit({ headers })).text();
    const { jobId } = JSON.parse(first);
    await jobs.ended(jobId);
    const again = await jobs.submit({ headers });
    expect([again.status, await again.text()]).toEqual([202, first]);
    expect(jobs.arrivalsOf(jobId)).toHaveLength(1);
    expect(jobs.metric('JobsQueued', 'extraction')).toEqual([1]);
  });

  it.each([
    ['body', { body: BODY.replace('4711', '4712') }],
    ['operation', { operation: 'archive' }],
    ['tier', { headers: { 'x-amzn-bedrock-service-tier': 'priority' } }],
    ['task token', { headers: { 'x-router-task-token': 'another' } }],
  ] satisfies [string, JobRequest][])('with another %s is a conflict', async (name, changes) => {
    const key = { 'x-router-job-key': `conflict-${name.replace(' ', '-')}` };
    await jobs.accept({ headers: key });
    const { headers, ...others }: JobRequest = changes;
    const response = await jobs.submit({ ...others, headers: { ...key, ...headers } });
    expect(response.status).toBe(409);
    expect(response.headers.get('x-router-error')).toBe('job-conflict');
  });

  it('meets in one job when two submissions come at once', async () => {
    const headers = { 'x-router-job-key': 'at-once' };
    const [jobId = '', ...others] = await Promise.all(
      [1, 2, 3].map(() => jobs.accept({ headers })),
    );
    expect(others).toEqual([jobId, jobId]);
    await jobs.ended(jobId);
    expect(jobs.arrivalsOf(jobId)).toHaveLength(1);
  });
});

describe('DELETE', () => {
  it('stops a job that waits, which stays stopped', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', tier: 'flex', times: 1000 });
    const headers = { 'x-router-task-token': 'stopped-token', 'x-router-deadline': '604800' };
    const jobId = await jobs.accept({ operation: 'archive', headers });
    await jobs.attempted(jobId);
    const response = await jobs.fetch(jobId, 'DELETE');
    expect([response.status, await response.json()]).toMatchObject([200, { status: 'STOPPED' }]);
    await jobs.ended(jobId);
    const arrived = jobs.arrivalsOf(jobId);
    expect(await jobs.see(jobId)).toMatchObject({ status: 'STOPPED', error: { code: 'stopped' } });
    expect(jobs.eventsOf(jobId)).toMatchObject([
      { type: 'Job Failed', detail: { status: 'STOPPED', error: 'stopped' } },
    ]);
    expect(router.aws.stepFunctions.journal).toContainEqual(
      expect.objectContaining({ taskToken: 'stopped-token', error: 'stopped' }),
    );
    // An alarm on failures does not ring for it.
    expect(['JobsStopped', 'JobsFailed'].map((name) => jobs.metric(name, 'archive'))).toEqual([
      [1],
      [],
    ]);
    expect(jobs.arrivalsOf(jobId)).toEqual(arrived);
  });

  it('leaves a job that has ended as it ended', async () => {
    const jobId = await jobs.accept();
    await jobs.ended(jobId);
    const response = await jobs.fetch(jobId, 'DELETE');
    expect(await response.json()).toMatchObject({ status: 'SUCCEEDED', response: {} });
  });
});

describe('a task of Step Functions', () => {
  it('gets the receipt and the response', async () => {
    const jobId = await jobs.accept({ headers: { 'x-router-task-token': 'good-token' } });
    const seen = await jobs.ended(jobId);
    const task = router.aws.stepFunctions.journal.find((each) => each.taskToken === 'good-token');
    expect(task?.operation).toBe('SendTaskSuccess');
    expect(JSON.parse(task?.output ?? '')).toEqual({
      jobId,
      status: 'SUCCEEDED',
      location: `/v1/jobs/${jobId}`,
      receipt: seen.receipt,
      response: seen.response,
    });
    expect(router.log.text).not.toContain('good-token');
  });

  it('gets the receipt alone if the response is too large', async () => {
    const body = BODY.replace('Invoice', 'large');
    await jobs.ended(
      await jobs.accept({ body, headers: { 'x-router-task-token': 'large-token' } }),
    );
    const task = router.aws.stepFunctions.journal.find((each) => each.taskToken === 'large-token');
    expect(Object.keys(JSON.parse(task?.output ?? ''))).toEqual([
      'jobId',
      'status',
      'location',
      'receipt',
    ]);
  });

  it('that has timed out does not keep the job from ending', async () => {
    router.aws.stepFunctions.timedOut.add('late-token');
    const jobId = await jobs.accept({ headers: { 'x-router-task-token': 'late-token' } });
    expect(await jobs.ended(jobId)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('a submission is refused', () => {
  it.each([
    ['x-router-deadline', 'tomorrow'],
    ['x-router-deadline', '0'],
    ['x-router-deadline', '2020-01-01T00:00:00Z'],
    ['x-router-deadline', '2099-01-01T00:00:00Z'],
    ['x-router-deadline', '604801'],
    ['x-router-deadline', '2026-12-01T00:00:00'],
    ['x-router-deadline', '2026-11-31T00:00:00Z'],
    ['x-router-deadline', '60.5'],
    ['x-router-deadline', '-1'],
    ['x-router-job-key', ' '],
    ['x-router-job-key', 'k'.repeat(257)],
    ['x-router-task-token', 't'.repeat(2049)],
  ])('for %s: %s', async (name, value) => {
    const response = await jobs.submit({ headers: { [name]: value } });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-router-error')).toBe('invalid-header');
    expect(await response.text()).not.toContain('ttttt');
  });

  it.each([
    ['unknown-operation', 404, { operation: 'summary' }],
    ['invalid-body', 400, { body: '{' }],
    ['invalid-tier', 400, { headers: { 'x-amzn-bedrock-service-tier': 'turbo' } }],
  ])('as its request would be: %s', async (code, status, request) => {
    const response = await jobs.submit(request);
    expect([response.status, response.headers.get('x-router-error')]).toEqual([status, code]);
  });
});

describe('a path of jobs', () => {
  it.each([
    ['GET', '/v1/jobs/nobody', 404, 'unknown-job'],
    ['GET', '/v1/jobs/..%2Fsecrets', 404, 'unknown-job'],
    ['DELETE', '/v1/jobs/nobody', 404, 'unknown-job'],
    ['PUT', '/v1/jobs/nobody', 405, 'method-not-allowed'],
    ['GET', '/v1/extraction/jobs', 405, 'method-not-allowed'],
    ['POST', `/model/${US}/converse/jobs`, 404, 'unknown-path'],
  ])('%s %s is answered with %i %s', async (method, path, status, code) => {
    const response = await fetch(`${router.url}${path}`, { method });
    expect([response.status, response.headers.get('x-router-error')]).toEqual([status, code]);
  });
});
