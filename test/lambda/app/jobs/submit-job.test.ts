import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type JobOrder, submitJob } from '../../../../lambda/app/jobs/submit-job';
import { HOUR, jobState, NOON } from '../../../fakes/jobs/job';
import { MemoryJobStore } from '../../../fakes/jobs/memory-job-store';
import { plan } from '../../../fakes/plan';

/** The reads and writes of a submission with a key, before and after each of which the router may crash. */
const MOMENTS = 6;

function startJobs() {
  const store = new MemoryJobStore();
  const started: string[] = [];
  const queued: unknown[] = [];
  let startFailures = 0;
  const jobs = {
    store,
    executions: {
      start: async (jobId: string) => {
        if (startFailures > 0) {
          startFailures -= 1;
          throw new Error('Lambda throttles');
        }
        started.push(jobId);
      },
      readStatus: async () => 'RUNNING' as const,
      stop: async () => {},
    },
    telemetry: { recordJob: (moment: unknown) => void queued.push(moment) },
    deadlineMillis: 24 * HOUR,
    scope: 'stack-1',
    digest: (pieces: readonly (string | Uint8Array)[]) => {
      const hash = createHash('sha256');
      for (const piece of pieces) hash.update(piece);
      return hash.digest('hex');
    },
    newId: () => 'random',
  };
  const failStarts = (times: number) => {
    startFailures = times;
  };
  return { jobs, store, started, queued, failStarts };
}

function order(changes: Partial<JobOrder> = {}): JobOrder {
  return {
    plan: plan('N:flex > N'),
    options: { key: 'page-1', taskToken: undefined, deadline: NOON + 3 * HOUR },
    owner: 'key:key1',
    callerId: 'key1',
    headers: { authorization: 'secret', 'x-api-key': 'secret', accept: '*/*' },
    body: Buffer.from('{}'),
    now: NOON,
    ...changes,
  };
}

const REPEAT = order({ now: NOON + 1000 });

describe('a submission', () => {
  it('is stored before the function is started, without credentials', async () => {
    const { jobs, store, started } = startJobs();
    const submission = await submitJob(order(), jobs);
    expect(submission).toMatchObject({
      operation: 'extraction',
      requestedTier: 'flex',
      escalatesAt: NOON + 2 * HOUR,
      headers: { accept: '*/*' },
    });
    expect(JSON.stringify([...store.objects])).not.toContain('secret');
    expect(started).toEqual([submission.jobId]);
  });

  it.each([
    ['of another caller', { owner: 'key:key2' }],
    ['with another key', { options: { ...order().options, key: 'page-2' } }],
  ])('%s is another job', async (_, changes) => {
    const { jobs } = startJobs();
    const first = await submitJob(order(), jobs);
    expect((await submitJob(order(changes), jobs)).jobId).not.toBe(first.jobId);
  });

  it.each(Array.from({ length: MOMENTS }, (_, index) => [index + 1]))(
    'that breaks off at moment %i is continued by its repeat, and counted once',
    async (moment) => {
      const { jobs, store, started, queued } = startJobs();
      let moments = 0;
      store.onCall = () => {
        moments += 1;
        if (moments === moment) throw new Error('the bucket is gone');
      };
      await expect(submitJob(order(), jobs)).rejects.toMatchObject({ code: 'jobs-unavailable' });
      expect(started).toEqual([]);
      store.onCall = () => {};
      const { jobId } = await submitJob(REPEAT, jobs);
      expect(started).toEqual([jobId]);
      expect([...store.objects.keys()]).toEqual([
        `jobs/${jobId}/submission.json`,
        `jobs/${jobId}/request`,
      ]);
      expect(queued.length).toBeLessThanOrEqual(1);
    },
  );

  it('whose start fails is started by its repeat', async () => {
    const { jobs, started, queued, failStarts } = startJobs();
    failStarts(1);
    await expect(submitJob(order(), jobs)).rejects.toMatchObject({ code: 'jobs-unavailable' });
    const { jobId } = await submitJob(REPEAT, jobs);
    expect(started).toEqual([jobId]);
    expect(queued).toHaveLength(1);
  });

  it('whose write meets another that fails may be sent again', async () => {
    const { jobs, store } = startJobs();
    store.createSubmission = async () => false;
    await expect(submitJob(order(), jobs)).rejects.toMatchObject({ code: 'jobs-unavailable' });
  });

  it('is refused while its key still has the state of a job that has expired', async () => {
    const { jobs, store } = startJobs();
    const { jobId } = await submitJob(order(), jobs);
    await store.writeState(jobState({ jobId, status: 'SUCCEEDED' }), undefined);
    store.objects.delete(`jobs/${jobId}/submission.json`);
    await expect(submitJob(order(), jobs)).rejects.toMatchObject({ code: 'job-conflict' });
  });
});
