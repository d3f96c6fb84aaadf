import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobStart } from '../../../../lambda/contract';
import { runJob } from '../../../../lambda/functions/job/run-job';
import { composeReply } from '../../../fakes/compose-reply';
import { BODY, REPLY, startWorker } from '../../app/jobs/start-worker';

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

const BUSY = () => composeReply(503, '{}', { 'x-amzn-errortype': 'ServiceUnavailableException' });
const SERVED = () => composeReply(200, REPLY);

async function startJob() {
  const parts = await startWorker();
  const { worker, store } = parts;
  const events: string[] = [];
  let refusals = 0;
  const publisher = {
    store,
    telemetry: worker.telemetry,
    notices: {
      publish: async ({ type }: { type: string }) => {
        refusals -= 1;
        if (refusals >= 0) throw new Error('EventBridge throttles');
        events.push(type);
      },
    },
    tasks: { succeed: async () => {}, fail: async () => {} },
    now: () => 0,
  };
  const handlerFunction = withDurableExecution<JobStart, void>((start, context) =>
    runJob(start, context, { worker, publisher }),
  );
  const runner = new LocalDurableTestRunner({ handlerFunction });
  const refuseEvents = (times: number) => {
    refusals = times;
  };
  return { ...parts, runner, events, refuseEvents };
}

it("runs on AWS's own test runner, with a step for each attempt and a wait between two", async () => {
  const { runner, router, store, events } = await startJob();
  router.bedrock.answerNext(BUSY, BUSY, SERVED);
  const execution = await runner.run({ payload: { jobId: 'job-1' } });
  expect(execution.getStatus()).toBe('SUCCEEDED');
  expect(execution.getOperations().map((each) => each.getName())).toEqual([
    'attempt-1',
    'pause-1',
    'attempt-2',
    'publish',
  ]);
  expect(store.stateOf('job-1')).toMatchObject({ status: 'SUCCEEDED', attemptCount: 2 });
  expect(events).toEqual(['Job Succeeded']);
  const history = JSON.stringify(execution.getHistoryEvents());
  expect(history).not.toContain(BODY);
  expect(history).not.toContain(JSON.stringify(REPLY).slice(1, -1));
});

it('tries a step again while the store is not available, and leaves its details out of the history', async () => {
  const { runner, router, store, moments } = await startJob();
  router.bedrock.answerNext(SERVED);
  let failures = 3;
  store.onCall = () => {
    failures -= 1;
    if (failures >= 0) throw new Error('AccessDenied for a secret reason');
  };
  const execution = await runner.run({ payload: { jobId: 'job-1' } });
  expect(execution.getStatus()).toBe('SUCCEEDED');
  expect(JSON.stringify(execution.getHistoryEvents())).not.toContain('secret reason');
  expect(moments.filter(({ kind }) => kind === 'fault')).toHaveLength(3);
});

it('publishes the end once EventBridge takes it', async () => {
  const { runner, router, events, refuseEvents } = await startJob();
  router.bedrock.answerNext(SERVED);
  refuseEvents(2);
  const execution = await runner.run({ payload: { jobId: 'job-1' } });
  expect(execution.getStatus()).toBe('SUCCEEDED');
  expect(events).toEqual(['Job Succeeded']);
});

it('fails the execution if that lasts', async () => {
  const { runner, store } = await startJob();
  store.onCall = () => {
    throw new Error('AccessDenied');
  };
  const execution = await runner.run({ payload: { jobId: 'job-1' } });
  expect(execution.getStatus()).toBe('FAILED');
});

it('of a job that is not known ends at once', async () => {
  const { runner, store, events } = await startJob();
  store.objects.clear();
  const execution = await runner.run({ payload: { jobId: 'job-1' } });
  expect([execution.getStatus(), execution.getOperations().length]).toEqual(['SUCCEEDED', 1]);
  expect(events).toEqual([]);
});
