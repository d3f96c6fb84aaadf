import type { JobMoment } from '../../../../lambda/app/jobs/services';
import type { AttemptOrder, JobWorker } from '../../../../lambda/app/jobs/worker';
import type { Router } from '../../../../lambda/app/ports';
import { composeCaller, FakeBudgetServices } from '../../../fakes/fake-budget-services';
import { fakeRouter, NOVA } from '../../../fakes/fake-router';
import { composeMapping, FixedSnapshots } from '../../../fakes/fixed-snapshots';
import { NOON, submission } from '../../../fakes/jobs/job';
import { MemoryJobStore } from '../../../fakes/jobs/memory-job-store';
import { MemoryBudgetLedger } from '../../../fakes/memory-budget-ledger';

export const ARN = 'arn:aws:lambda:us-east-1:1:function:job:1/durable-execution/job-1/1';
export const BODY = '{"messages":[],"inferenceConfig":{"maxTokens":100}}';
export const REPLY = '{"usage":{"inputTokens":1000,"outputTokens":50,"totalTokens":1050}}';
export const ACCOUNT = { callerId: 'key1', period: '2026-11-28' };

/** A worker in memory whose job of a caller with a budget was submitted at noon. */
export async function startWorker(changes: Partial<Router> = {}) {
  const store = new MemoryJobStore();
  const ledger = new MemoryBudgetLedger();
  const budgets = new FakeBudgetServices(ledger, '2026-11-28T12:00:00Z');
  const { id, policy } = composeCaller();
  const snapshots = new FixedSnapshots({
    mapping: composeMapping({ extraction: `${NOVA}:flex,${NOVA}` }),
    policies: new Map([[id, policy]]),
  });
  const moments: JobMoment[] = [];
  let now = NOON + 1000;
  const router = fakeRouter({ snapshots, hasCallers: true, budgets, now: () => now, ...changes });
  const worker: JobWorker = {
    router,
    store,
    telemetry: { recordJob: (moment) => void moments.push(moment) },
    requestTimeoutMillis: 60_000,
    marginMillis: undefined,
  };
  await store.createSubmission(submission());
  await store.writeRequest('job-1', Buffer.from(BODY));
  const setTime = (millis: number) => {
    now = millis;
  };
  return { worker, router, store, ledger, moments, setTime };
}

export function order(number: number): AttemptOrder {
  return { jobId: 'job-1', number, executionArn: ARN, remainingMillis: 900_000 };
}
