import type { IncomingMessage, RequestListener } from 'node:http';
import { expect, it } from 'vitest';
import type { JobState } from '../../../lambda/core/jobs/state';
import type { JobSubmission } from '../../../lambda/core/jobs/submission';
import { S3Emulator } from '../../../local/s3/emulator';
import { expectDocument } from '../expect-document';
import { startAccount } from '../start-account';

const JOBS = {
  bucket: 'jobs-bucket',
  functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:jobs:live',
  deadlineSeconds: 3_600,
};
const NOON = Date.parse('2026-11-28T12:00:00Z');
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:jobs:live/durable-execution/waiting/1';

const SUBMISSION: JobSubmission = {
  version: 1,
  jobId: 'waiting',
  operation: 'extraction',
  owner: 'claims',
  callerId: null,
  headers: {},
  requestSha256: '',
  requestedTier: 'flex',
  submittedAt: NOON,
  deadline: NOON + 3_600_000,
  escalatesAt: NOON + 1_800_000,
  taskToken: 'a-secret-token',
};

const STATE: JobState = {
  version: 1,
  jobId: 'waiting',
  operation: 'extraction',
  owner: 'claims',
  status: 'WAITING',
  submittedAt: NOON,
  deadline: NOON + 3_600_000,
  escalatesAt: NOON + 1_800_000,
  updatedAt: NOON,
  executionArn: ARN,
  attemptCount: 1,
  repeated: 0,
  lostCount: 0,
  attempts: [
    {
      number: 1,
      startedAt: NOON + 1_000,
      millis: 812.4,
      status: 503,
      reason: 'capacity',
      calls: 'us.amazon.nova-2-lite-v1:0:flex=503',
      isEscalated: false,
    },
  ],
  isEscalated: false,
  waitedFor: { capacity: 1 },
  nextAttemptAt: NOON + 300_000,
  reservations: [],
  receipt: null,
  response: null,
  error: null,
  publishedAt: null,
};

/** S3 with jobs, and Lambda, which ends executions. */
async function start(config: Parameters<typeof startAccount>[0] = { config: { jobs: JOBS } }) {
  const s3 = new S3Emulator();
  const stopped: string[] = [];
  const listener: RequestListener = (request, response) => {
    stopped.push(decodeURIComponent(request.url ?? ''));
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"StopTimestamp":1795867200}');
  };
  const lambda = {
    accepts: ({ url = '' }: IncomingMessage) => url.includes('/durable-executions/'),
    listener,
  };
  const put = (jobId: string, name: string, content: object) =>
    s3.objects.set(`jobs-bucket/jobs/${jobId}/${name}`, Buffer.from(JSON.stringify(content)));
  put('waiting', 'submission.json', SUBMISSION);
  put('waiting', 'state.json', STATE);
  put('queued', 'submission.json', { ...SUBMISSION, jobId: 'queued', submittedAt: NOON + 60_000 });
  put('failed', 'submission.json', { ...SUBMISSION, jobId: 'failed' });
  put('failed', 'state.json', {
    ...STATE,
    jobId: 'failed',
    status: 'FAILED',
    submittedAt: NOON - 60_000,
    nextAttemptAt: null,
    error: { code: 'deadline', message: 'the deadline has passed' },
  });
  const account = await startAccount({ ...config, emulators: [lambda, s3] });
  return { s3, stopped, ...account };
}

it('lists jobs with why they wait, the latest first', async () => {
  const { run } = await start();
  expect(await run('jobs')).toEqual({
    code: 0,
    stderr: '',
    stdout: `\
jobs of /bedrock-tier-router in us-east-1

queued
  QUEUED, extraction, submitted 2026-11-28 12:01Z
waiting
  WAITING, extraction, submitted 2026-11-28 12:00Z, waits for capacity, next
  attempt 2026-11-28 12:05Z
failed
  FAILED, extraction, submitted 2026-11-28 11:59Z, deadline: the deadline has
  passed
`,
  });
});

it('lists as many as are asked for', async () => {
  const { run } = await start();
  const { stdout } = await run('jobs', '--limit', '1', '--json');
  const { jobs, isCut } = expectDocument('jobs', stdout);
  expect([Object(jobs).length, isCut]).toEqual([1, true]);
});

it('shows one job with its attempts, and no token', async () => {
  const { run } = await start();
  const { stdout } = await run('jobs', 'waiting');
  expect(stdout).toBe(`\
waiting
  operation  extraction
  caller     claims
  status     WAITING
  submitted  2026-11-28 12:00Z
  deadline   2026-11-28 13:00Z
  waits for  capacity
  next       2026-11-28 12:05Z
  attempt 1, 2026-11-28 12:00Z, 812 ms: 503, capacity
  (us.amazon.nova-2-lite-v1:0:flex=503)
`);
  expect((await run('jobs', '--json')).stdout).not.toContain('a-secret-token');
});

it('stops a job and its execution', async () => {
  const { run, stopped, s3 } = await start();
  const { stdout } = await run('jobs', 'waiting', '--stop', '--json');
  expect(expectDocument('jobs', stdout)).toMatchObject({
    jobs: [{ status: 'STOPPED', error: 'stopped: an operator has stopped the job' }],
  });
  const state = JSON.parse(String(s3.objects.get('jobs-bucket/jobs/waiting/state.json')));
  expect(state.status).toBe('STOPPED');
  expect(stopped).toEqual([expect.stringContaining(ARN)]);
});

it('leaves a job that has ended as it ended, and says so', async () => {
  const { run, stopped } = await start();
  const { code, stdout } = await run('jobs', 'failed', '--stop', '--json');
  expect([code, stopped]).toEqual([0, []]);
  expect(expectDocument('jobs', stdout)).toMatchObject({ jobs: [{ status: 'FAILED' }] });
  const { stderr } = await run('jobs', 'failed', '--stop');
  expect(stderr).toBe('The job had ended before. It was not stopped.\n');
});

it.each([
  [['jobs', 'unknown'], 3, 'there is no job "unknown"'],
  [['jobs', 'unknown', '--stop'], 3, 'there is no job "unknown"'],
  [['jobs', '--stop'], 2, '--stop needs the ID of a job'],
  [
    ['jobs', '--limit', '0'],
    2,
    "option '--limit <number>' argument '0' is invalid. It may be a whole number from 1 to 1000.",
  ],
])('refuses %j', async (words, code, problem) => {
  const { run } = await start();
  expect(await run(...words)).toEqual({ code, stdout: '', stderr: `jobs: ${problem}\n` });
});

it('says that the router has no jobs', async () => {
  const { run } = await start({});
  const stderr = 'jobs: the router has no jobs; the deploy adds them\n';
  expect(await run('jobs')).toEqual({ code: 3, stdout: '', stderr });
});

it('says which right is lacking', async () => {
  const { run, s3 } = await start();
  s3.deniedBuckets.add('jobs-bucket');
  const { code, stderr } = await run('jobs');
  expect([code, stderr]).toEqual([1, expect.stringContaining('s3:ListBucket')]);
});
