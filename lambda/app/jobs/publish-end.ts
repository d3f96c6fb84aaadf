import { isFinal, type JobState } from '../../core/jobs/state';
import type { JobSubmission } from '../../core/jobs/submission';
import { composeTaskCause, composeTaskOutput, mayFitTask } from '../../core/jobs/task-output';
import { composeJobEvent } from './compose-event';
import {
  identifyJob,
  type JobNotices,
  type JobStore,
  type JobTelemetry,
  type TaskCallbacks,
} from './services';

/** To whom the end of a job is published. */
export interface JobPublisher {
  readonly store: JobStore;
  readonly notices: JobNotices;
  readonly tasks: TaskCallbacks;
  readonly telemetry: JobTelemetry;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Publishes the end of a job: the event, the callback of the task that waits, and metrics. After a crash it is published again,
 * with the same ID. Metrics are published by whoever notes that the end was published.
 *
 * @throws if one of the services is not available
 */
export async function publishEnd(jobId: string, publisher: JobPublisher): Promise<void> {
  const { store, notices, telemetry, now } = publisher;
  const submission = await store.readSubmission(jobId);
  const stored = await store.readState(jobId);
  if (submission === undefined || stored === undefined) return;
  const { state, version } = stored;
  if (!isFinal(state) || state.publishedAt !== null) return;
  await notices.publish(composeJobEvent(state));
  await answerTask(submission, state, publisher);
  const published = { ...state, publishedAt: now() };
  if (!(await store.writeState(published, version))) return;
  const waitMillis = state.updatedAt - state.submittedAt;
  telemetry.recordJob({ kind: 'ended', job: identifyJob(submission), state, waitMillis });
}

async function answerTask(
  { taskToken }: JobSubmission,
  state: JobState,
  { store, tasks }: JobPublisher,
): Promise<void> {
  if (taskToken === null) return;
  if (state.status !== 'SUCCEEDED') {
    const code = state.error?.code ?? state.status;
    return tasks.fail(taskToken, { code, cause: composeTaskCause(state) });
  }
  const response = mayFitTask(state) ? await store.readResponse(state.jobId) : undefined;
  return tasks.succeed(taskToken, composeTaskOutput(state, response));
}
