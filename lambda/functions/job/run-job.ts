import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { type JobPublisher, publishEnd } from '../../app/jobs/publish-end';
import { runAttempt } from '../../app/jobs/run-attempt';
import type { JobWorker } from '../../app/jobs/worker';
import { settleSnapshots } from '../../app/settle-snapshots';
import type { JobStart } from '../../contract';
import { TIMES } from '../../core/settings/times';

/**
 * Runs a job until it has an end: attempts with pauses between them, which cost nothing. It is replayed after each pause, so
 * whatever depends on time, chance or the world happens within steps.
 */
export async function runJob(
  { jobId }: JobStart,
  context: DurableContext,
  { worker, publisher }: { readonly worker: JobWorker; readonly publisher: JobPublisher },
): Promise<void> {
  const { durableExecutionArn: executionArn } = context.executionContext;
  const step = <Result>(name: string, work: () => Promise<Result>) =>
    context.step(name, () => hideDetails(jobId, work, publisher), { retryStrategy: decideRetry });
  for (let number = 1; ; number += 1) {
    const next = await step(`attempt-${number}`, async () => {
      const readRemaining = () => context.lambdaContext.getRemainingTimeInMillis();
      const order = { jobId, number, executionArn, remainingMillis: readRemaining() };
      try {
        return await runAttempt(order, worker);
      } finally {
        // Lambda freezes the environment when the job waits.
        await settleSnapshots(worker.router, { remainingMillis: readRemaining() });
      }
    });
    if (next.kind === 'unknown') return;
    if (next.kind === 'ended') break;
    await context.wait(`pause-${number}`, { seconds: next.seconds });
  }
  await step('publish', () => publishEnd(jobId, publisher));
}

/**
 * A step fails if S3, the ledger, EventBridge or Step Functions is not available. If that lasts for more than an hour, the
 * execution fails, its event goes to the dead-letter queue, and the job is ended from there.
 */
function decideRetry(_: Error, failures: number) {
  const seconds = Math.min(TIMES.longestJobPauseSeconds, TIMES.jobRetrySeconds * 2 ** failures);
  return { shouldRetry: failures < TIMES.jobStepTries, delay: { seconds } };
}

/** Logs why a step failed. Lambda keeps the errors of steps, so they have the name alone. */
async function hideDetails<Result>(
  jobId: string,
  work: () => Promise<Result>,
  { telemetry }: JobPublisher,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    telemetry.recordJob({ kind: 'fault', jobId, cause });
    throw new Error(cause instanceof Error ? cause.name : 'unknown');
  }
}
