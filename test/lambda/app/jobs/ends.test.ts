import { describe, expect, it } from 'vitest';
import { type ExecutionReport, endExecution } from '../../../../lambda/app/jobs/end-execution';
import { findJob, stopJob } from '../../../../lambda/app/jobs/find-job';
import { publishEnd } from '../../../../lambda/app/jobs/publish-end';
import { runAttempt } from '../../../../lambda/app/jobs/run-attempt';
import type { ExecutionStatus, JobMoment } from '../../../../lambda/app/jobs/services';
import type { JobState } from '../../../../lambda/core/jobs/state';
import { HOUR, jobState, NOON, submission } from '../../../fakes/jobs/job';
import { MemoryJobStore } from '../../../fakes/jobs/memory-job-store';
import { ARN, order, startWorker } from './start-worker';

const RUNNING = jobState({
  status: 'RUNNING',
  attemptCount: 1,
  executionArn: ARN,
  updatedAt: NOON,
});

/** Everything that learns of ends, in memory, with a job in the given state. */
async function startPublisher(state?: JobState, status: ExecutionStatus = 'RUNNING') {
  const store = new MemoryJobStore();
  await store.createSubmission(submission({ taskToken: 'token-1' }));
  if (state !== undefined) await store.writeState(state, undefined);
  const events: string[] = [];
  const failures: string[] = [];
  const moments: JobMoment[] = [];
  const publisher = {
    store,
    notices: {
      publish: async ({ detail }: { detail: { id: string; status: string } }) => {
        events.push(`${detail.id} ${detail.status}`);
      },
    },
    tasks: {
      succeed: async (token: string) => void failures.push(`${token} succeeded`),
      fail: async (token: string, { code }: { code: string }) => {
        failures.push(`${token} ${code}`);
      },
    },
    telemetry: { recordJob: (moment: JobMoment) => void moments.push(moment) },
    now: () => NOON + HOUR,
    executions: {
      start: async () => {},
      stop: async () => {},
      readStatus: async () => status,
    },
  };
  return { publisher, store, events, tasks: failures, moments };
}

const DEAD_LETTER: ExecutionReport = { jobId: 'job-1', ended: undefined };

function changed(status: 'FAILED' | 'TIMED_OUT' | 'STOPPED', executionArn = ARN): ExecutionReport {
  return { jobId: 'job-1', ended: { executionArn, status } };
}

describe('a report about an execution', () => {
  it.each<[string, ExecutionReport, JobState | undefined, ExecutionStatus, string]>([
    ['of a start that never ran', DEAD_LETTER, undefined, 'unknown', 'FAILED not-started'],
    ['that failed', changed('FAILED'), RUNNING, 'FAILED', 'FAILED execution-failed'],
    ['that timed out', changed('TIMED_OUT'), RUNNING, 'TIMED_OUT', 'FAILED execution-timed-out'],
    ['that was stopped in Lambda', changed('STOPPED'), RUNNING, 'STOPPED', 'STOPPED stopped'],
    ['in the dead-letter queue', DEAD_LETTER, RUNNING, 'FAILED', 'FAILED execution-failed'],
    ['that is gone', DEAD_LETTER, RUNNING, 'unknown', 'FAILED execution-failed'],
  ])('%s ends the job, and publishes it once', async (_, report, state, status, end) => {
    const { publisher, store, events, tasks, moments } = await startPublisher(state, status);
    await endExecution(report, publisher);
    await endExecution(report, publisher);
    const ended = store.stateOf('job-1');
    expect(`${ended?.status} ${ended?.error?.code}`).toBe(end);
    expect(events).toEqual([`job-1-end ${ended?.status}`]);
    expect(tasks).toEqual([`token-1 ${ended?.error?.code}`]);
    expect(moments).toMatchObject([{ kind: 'ended' }]);
  });

  it.each<[string, ExecutionReport]>([
    ['a second start of it was not taken', DEAD_LETTER],
    ['another execution of it failed', changed('FAILED', `${ARN}2`)],
  ])('leaves a job alone that runs on although %s', async (_, report) => {
    const { publisher, store, events } = await startPublisher(RUNNING);
    await endExecution(report, publisher);
    expect(store.stateOf('job-1')).toEqual(RUNNING);
    expect(events).toEqual([]);
  });

  it('publishes the end that the function had recorded, and not another one', async () => {
    const response = { bytes: 2, contentType: 'application/json' };
    const succeeded = jobState({ ...RUNNING, status: 'SUCCEEDED', response });
    const { publisher, events, tasks } = await startPublisher(succeeded, 'FAILED');
    await endExecution(changed('FAILED'), publisher);
    expect(events).toEqual(['job-1-end SUCCEEDED']);
    expect(tasks).toEqual(['token-1 succeeded']);
  });

  it('of a job that is not known does nothing', async () => {
    const { publisher, store, events } = await startPublisher();
    store.objects.clear();
    await endExecution(DEAD_LETTER, publisher);
    expect(events).toEqual([]);
  });
});

describe('the end of a job', () => {
  it('is published again after a crash, with the same ID', async () => {
    const ended = jobState({ status: 'FAILED', error: { code: 'stopped', message: '' } });
    const { publisher, store, events, moments } = await startPublisher(ended);
    let calls = 0;
    store.onCall = () => {
      calls += 1;
      if (calls === 5) throw new Error('crash before the note');
    };
    await expect(publishEnd('job-1', publisher)).rejects.toThrow('crash');
    await publishEnd('job-1', publisher);
    await publishEnd('job-1', publisher);
    expect(events).toEqual(['job-1-end FAILED', 'job-1-end FAILED']);
    expect(moments).toHaveLength(1);
  });

  it('is not published before there is one', async () => {
    const { publisher, events } = await startPublisher(RUNNING);
    await publishEnd('job-1', publisher);
    expect(events).toEqual([]);
  });
});

it('stops a job that nothing has begun, whose function then publishes its end', async () => {
  const { publisher, store, events } = await startPublisher();
  const { executions, telemetry } = publisher;
  const rest = { deadlineMillis: HOUR, scope: '', digest: () => '', newId: () => '' };
  const query = { jobId: 'job-1', owner: 'key:key1', now: NOON };
  const stopped = await stopJob(query, { store, executions, telemetry, ...rest });
  expect(stopped).toMatchObject({ status: 'STOPPED', executionArn: null });
  const { worker } = await startWorker();
  expect(await runAttempt(order(1), { ...worker, store })).toEqual({ kind: 'ended' });
  await publishEnd('job-1', publisher);
  expect(events).toEqual(['job-1-end STOPPED']);
});

it('stops a job although Lambda does not stop its execution, which then ends by itself', async () => {
  const { publisher, store } = await startPublisher(RUNNING);
  const executions = {
    ...publisher.executions,
    stop: async () => {
      throw new Error('Lambda throttles');
    },
  };
  const rest = { deadlineMillis: HOUR, scope: '', digest: () => '', newId: () => '' };
  const query = { jobId: 'job-1', owner: 'key:key1', now: NOON };
  const { telemetry } = publisher;
  const stopped = await stopJob(query, { store, executions, telemetry, ...rest });
  expect(stopped.status).toBe('STOPPED');
  expect(store.stateOf('job-1')?.status).toBe('STOPPED');
});

describe('a job that shows no sign of life', () => {
  const SEVENTEEN_MINUTES = 17 * 60_000;

  it.each<[string, JobState | undefined, ExecutionStatus, number, string]>([
    ['RUNNING', RUNNING, 'RUNNING', SEVENTEEN_MINUTES, 'RUNNING'],
    ['RUNNING', RUNNING, 'FAILED', SEVENTEEN_MINUTES, 'FAILED execution-failed'],
    ['RUNNING', RUNNING, 'unknown', SEVENTEEN_MINUTES, 'FAILED execution-failed'],
    ['RUNNING', RUNNING, 'TIMED_OUT', SEVENTEEN_MINUTES, 'FAILED execution-timed-out'],
    ['RUNNING', RUNNING, 'FAILED', 60_000, 'RUNNING'],
    ['QUEUED', undefined, 'unknown', SEVENTEEN_MINUTES, 'QUEUED'],
    ['QUEUED', undefined, 'unknown', 4 * HOUR, 'FAILED deadline-passed'],
  ])('is %s, and its execution %#', async (_, state, status, later, seen) => {
    const { publisher } = await startPublisher(state, status);
    const { store, executions, telemetry } = publisher;
    const rest = { deadlineMillis: HOUR, scope: '', digest: () => '', newId: () => '' };
    const query = { jobId: 'job-1', owner: 'key:key1', now: NOON + later };
    const found = await findJob(query, { store, executions, telemetry, ...rest });
    expect([found.status, ...(found.error ? [found.error.code] : [])].join(' ')).toBe(seen);
  });
});
