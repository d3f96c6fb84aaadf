import { JOB_EVENT_TYPES } from '../../contract';
import { locateJob } from '../../core/jobs/locate-job';
import type { JobReceipt, JobState } from '../../core/jobs/state';

/** The detail of the event at a job's end. It has no payload and no message. */
export interface JobNotice {
  /** The same each time the event is published. */
  readonly id: string;
  readonly jobId: string;
  readonly operation: string;
  readonly caller: string;
  readonly status: JobState['status'];
  readonly location: string;
  readonly submittedAt: string;
  readonly endedAt: string;
  /** The code of the error. Null if the job succeeded. */
  readonly error: string | null;
  readonly receipt: JobReceipt | null;
}

export interface JobEvent {
  readonly type: string;
  readonly detail: JobNotice;
}

export function composeJobEvent(state: JobState): JobEvent {
  const { jobId, operation, owner, status, submittedAt, updatedAt, error, receipt } = state;
  const type = status === 'SUCCEEDED' ? JOB_EVENT_TYPES.succeeded : JOB_EVENT_TYPES.failed;
  const detail = {
    ...{ id: `${jobId}-end`, jobId, operation, caller: owner, status },
    location: locateJob(jobId),
    submittedAt: new Date(submittedAt).toISOString(),
    endedAt: new Date(updatedAt).toISOString(),
    error: error?.code ?? null,
    receipt,
  };
  return { type, detail };
}
