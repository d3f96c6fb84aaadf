import { endJob } from '../../core/jobs/advance-state';
import { composeJobReceipt } from '../../core/jobs/compose-receipt';
import {
  describeExecutionEnd,
  type ExecutionEnd,
  NOT_STARTED,
} from '../../core/jobs/execution-end';
import { changeState } from './change-state';
import { type JobPublisher, publishEnd } from './publish-end';
import type { JobExecutions } from './services';

/** What Lambda reports about the execution of a job. */
export interface ExecutionReport {
  readonly jobId: string;
  /** Undefined if Lambda gives only the event that started it back. */
  readonly ended: { readonly executionArn: string; readonly status: ExecutionEnd } | undefined;
}

export interface ExecutionWatcher extends JobPublisher {
  readonly executions: JobExecutions;
}

/**
 * Ends a job whose execution ended without the function's doing, and publishes its end if that is not done. A job that runs on is
 * left alone.
 *
 * @throws if one of the services is not available; the report is to be delivered again
 */
export async function endExecution(
  report: ExecutionReport,
  watcher: ExecutionWatcher,
): Promise<void> {
  const { store, now } = watcher;
  const { jobId } = report;
  const submission = await store.readSubmission(jobId);
  if (submission === undefined) return;
  const status = await findEnd(report, watcher);
  if (status === undefined) return;
  const error = status === 'not-started' ? NOT_STARTED : describeExecutionEnd(status);
  await changeState(store, submission, (state) => {
    const at = now();
    const receipt = composeJobReceipt(state, undefined, at);
    const end = {
      status: error.code === 'stopped' ? 'STOPPED' : 'FAILED',
      error,
      receipt,
    } as const;
    return endJob(state, end, at);
  });
  await publishEnd(jobId, watcher);
}

/** Undefined if the job runs on, perhaps in another execution. */
async function findEnd(
  { jobId, ended }: ExecutionReport,
  { store, executions }: ExecutionWatcher,
): Promise<ExecutionEnd | 'not-started' | undefined> {
  const arn = (await store.readState(jobId))?.state.executionArn ?? null;
  if (ended !== undefined)
    return arn === null || arn === ended.executionArn ? ended.status : undefined;
  if (arn === null) return 'not-started';
  const status = await executions.readStatus(arn);
  if (status === 'RUNNING') return undefined;
  return status === 'unknown' ? 'FAILED' : status;
}
