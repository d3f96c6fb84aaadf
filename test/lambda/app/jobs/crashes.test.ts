import { describe, expect, it, vi } from 'vitest';
import { runAttempt } from '../../../../lambda/app/jobs/run-attempt';
import { composeReply } from '../../../fakes/compose-reply';
import { ACCOUNT, order, REPLY, startWorker } from './start-worker';

/** The reads and writes of an attempt that is served, before and after each of which the worker may crash. */
const MOMENTS = 18;

/** What the reply costs, and the most that a call with this body and `maxTokens` 100 can cost. */
const COST = 233_750;

class Crash extends Error {}

async function crashAt(moment: number) {
  const parts = await startWorker();
  const { worker, store, router } = parts;
  router.bedrock.answerNext(
    () => composeReply(200, REPLY),
    () => composeReply(200, REPLY),
  );
  let moments = 0;
  store.onCall = () => {
    moments += 1;
    if (moments === moment) throw new Crash();
  };
  await runAttempt(order(1), worker).catch((error) => expect(error).toBeInstanceOf(Crash));
  store.onCall = () => {};
  return { ...parts, moments };
}

describe('a worker that crashes at any call of the store, and runs again', () => {
  it.each(Array.from({ length: MOMENTS }, (_, index) => [index + 1]))(
    'at moment %i ends the job once, and leaves nothing set aside',
    async (moment) => {
      const { worker, store, router, ledger } = await crashAt(moment);
      let next = await runAttempt(order(1), worker);
      // If its reservation could not be noted, the attempt waits for that.
      if (next.kind === 'wait') next = await runAttempt(order(2), worker);
      expect(next).toEqual({ kind: 'ended' });
      const { requests } = router.bedrock;
      const state = store.stateOf('job-1');
      expect(state).toMatchObject({ status: 'SUCCEEDED', reservations: [] });
      expect(ledger.read(ACCOUNT).open).toEqual([]);
      expect(ledger.read(ACCOUNT).spentNanoUsd).toBeGreaterThanOrEqual(requests.length * COST);
      // A second call is one that the job admits.
      expect(requests.length - 1).toBeLessThanOrEqual(state?.repeated ?? 0);
    },
  );

  it('is tried at each of its calls', async () => {
    const { moments } = await crashAt(Number.POSITIVE_INFINITY);
    expect(moments).toBe(MOMENTS);
  });
});

it('a job whose function always crashes ends after ten repetitions, each of which is charged', async () => {
  const { worker, store, router, ledger } = await startWorker();
  router.bedrock.answerNext(...Array.from({ length: 20 }, () => () => composeReply(200, REPLY)));
  vi.spyOn(store, 'writeResponse').mockRejectedValue(new Crash());
  for (let run = 1; run <= 11; run += 1) {
    await expect(runAttempt(order(1), worker)).rejects.toThrow(Crash);
  }
  expect(await runAttempt(order(1), worker)).toEqual({ kind: 'ended' });
  expect(router.bedrock.requests).toHaveLength(11);
  const error = { code: 'execution-failed', message: expect.stringContaining('10 attempts') };
  expect(store.stateOf('job-1')).toMatchObject({ status: 'FAILED', repeated: 10, error });
  expect(ledger.read(ACCOUNT)).toMatchObject({ open: [], spentNanoUsd: 11 * COST });
});
