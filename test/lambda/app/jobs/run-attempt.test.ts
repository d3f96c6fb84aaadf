import { describe, expect, it, vi } from 'vitest';
import { stopJob } from '../../../../lambda/app/jobs/find-job';
import { runAttempt } from '../../../../lambda/app/jobs/run-attempt';
import type { JobWorker } from '../../../../lambda/app/jobs/worker';
import { composeReply } from '../../../fakes/compose-reply';
import { HOUR, NOON } from '../../../fakes/jobs/job';
import { ACCOUNT, order, REPLY, startWorker } from './start-worker';

const BUSY = () => composeReply(503, '{}', { 'x-amzn-errortype': 'ServiceUnavailableException' });
const SERVED = () => composeReply(200, REPLY);

/** Stops the job of a worker as its caller does, and says which executions were stopped. */
function composeStop({ store, telemetry }: JobWorker) {
  const stopped: string[] = [];
  const executions = {
    start: async () => {},
    readStatus: async () => 'RUNNING' as const,
    stop: async (arn: string) => void stopped.push(arn),
  };
  const ids = { newId: () => '', scope: '', digest: () => '', deadlineMillis: HOUR };
  const jobs = { store, executions, telemetry, ...ids };
  const query = { jobId: 'job-1', owner: 'key:key1', now: NOON + 2000 };
  return { stopped, stop: () => stopJob(query, jobs) };
}

class Crash extends Error {}

describe('an attempt', () => {
  it('that is served ends the job, and is charged once', async () => {
    const { worker, router, store, ledger, moments } = await startWorker();
    router.bedrock.answerNext(SERVED);
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'ended' });
    expect(store.stateOf('job-1')).toMatchObject({ status: 'SUCCEEDED', reservations: [] });
    expect(store.objects.get('jobs/job-1/response')).toBe(REPLY);
    expect(ledger.read(ACCOUNT)).toMatchObject({ open: [], spentNanoUsd: 233_750 });
    expect(moments).toMatchObject([{ kind: 'attempt', ageMillis: 1000 }]);
    expect(router.telemetry.receipts).toMatchObject([{ requestId: 'job-1.1' }]);
  });

  it('that meets no capacity lets the job wait, with nothing set aside', async () => {
    const { worker, router, store, ledger } = await startWorker();
    router.bedrock.answerNext(BUSY, BUSY);
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'wait', seconds: 30 });
    expect(store.stateOf('job-1')).toMatchObject({ status: 'WAITING', waitedFor: { capacity: 1 } });
    expect(ledger.read(ACCOUNT)).toMatchObject({ open: [], spentNanoUsd: 0 });
  });

  it('that was recorded is not made again', async () => {
    const { worker, router, setTime } = await startWorker();
    router.bedrock.answerNext(BUSY, BUSY);
    await runAttempt(order(1), worker);
    setTime(NOON + 11_000);
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'wait', seconds: 20 });
    expect(router.bedrock.requests).toHaveLength(2);
  });

  it.each([
    ['a refusal', () => composeReply(400, '{}', { 'x-amzn-errortype': 'ValidationException' })],
    ['a bug', () => Promise.reject(new TypeError('x is not a function'))],
  ])('that ends with %s fails the job', async (_, answer) => {
    const { worker, router, store } = await startWorker();
    router.bedrock.answerNext(answer);
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'ended' });
    expect(store.stateOf('job-1')?.status).toBe('FAILED');
  });

  it.each(['', '<html>busy</html>', '{"output":', '[]'])(
    'whose answer is not a JSON object (%j) is made again, at most five times',
    async (text) => {
      const { worker, router, store } = await startWorker();
      router.bedrock.answerNext(...Array.from({ length: 5 }, () => () => composeReply(200, text)));
      await runAttempt(order(1), worker);
      expect(store.stateOf('job-1')).toMatchObject({
        status: 'WAITING',
        waitedFor: { 'reply-broken': 1 },
        response: null,
      });
      for (const number of [2, 3, 4, 5]) await runAttempt(order(number), worker);
      expect(store.stateOf('job-1')?.error?.code).toBe('answers-lost');
    },
  );

  it('of a job without a submission is none', async () => {
    const { worker, store } = await startWorker();
    store.objects.clear();
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'unknown' });
  });

  it('of a job without a body fails it', async () => {
    const { worker, store } = await startWorker();
    store.objects.delete('jobs/job-1/request');
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'ended' });
    expect(store.stateOf('job-1')?.error?.code).toBe('request-missing');
  });

  it('after the deadline is not made', async () => {
    const { worker, router, store, setTime } = await startWorker();
    setTime(NOON + 3 * HOUR);
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'ended' });
    expect(store.stateOf('job-1')?.error?.code).toBe('deadline-passed');
    expect(router.bedrock.requests).toEqual([]);
  });
});

describe('a job that is stopped while an attempt is under way', () => {
  it('stays stopped, and what the attempt cost is charged', async () => {
    const { worker, router, store, ledger } = await startWorker();
    const { stop, stopped } = composeStop(worker);
    router.bedrock.answerNext(async () => {
      await stop();
      return SERVED();
    });
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'ended' });
    expect(store.stateOf('job-1')).toMatchObject({ status: 'STOPPED', response: null });
    // A second DELETE finds the job stopped.
    await stop();
    // Stopping the execution might end the attempt before it has settled.
    expect(stopped).toEqual([]);
    expect(ledger.read(ACCOUNT)).toMatchObject({ open: [], spentNanoUsd: 233_750 });
  });

  it('has nothing set aside after the attempt crashes and runs again', async () => {
    const { worker, router, store, ledger } = await startWorker();
    const { stop } = composeStop(worker);
    router.bedrock.answerNext(async () => {
      await stop();
      throw new Crash();
    });
    // Whatever the function would write after its crash is lost.
    const settle = vi.spyOn(ledger, 'settle').mockRejectedValue(new Crash());
    await runAttempt(order(1), worker).catch(() => {});
    settle.mockRestore();
    expect(ledger.read(ACCOUNT).open).toHaveLength(1);
    expect(await runAttempt(order(1), worker)).toEqual({ kind: 'ended' });
    expect(store.stateOf('job-1')?.status).toBe('STOPPED');
    // The most that the call can have cost.
    expect(ledger.read(ACCOUNT)).toMatchObject({ open: [], spentNanoUsd: 145_915 });
    expect(router.bedrock.requests).toHaveLength(1);
  });
});
