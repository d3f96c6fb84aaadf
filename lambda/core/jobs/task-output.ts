import { locateJob } from './locate-job';
import type { JobState } from './state';

/** Step Functions takes 262,144 bytes. */
const MOST_BYTES = 256_000;

/** Whether the response may fit into the output of a task, so that it is worth reading. */
export function mayFitTask({ response }: JobState): boolean {
  return response !== null && response.bytes < MOST_BYTES;
}

/** Composes the output of a task: the job's receipt, and its response as `response` if that fits. */
export function composeTaskOutput(state: JobState, response: Uint8Array | undefined): string {
  const reference = describeEnd(state);
  if (response === undefined) return reference;
  const whole = `${reference.slice(0, -1)},"response":${Buffer.from(response).toString('utf8')}}`;
  return Buffer.byteLength(whole) > MOST_BYTES ? reference : whole;
}

/** Composes the cause of a task's failure. The message of the error is not in it, because it may quote the request. */
export function composeTaskCause(state: JobState): string {
  return describeEnd(state);
}

function describeEnd({ jobId, status, receipt }: JobState): string {
  return JSON.stringify({ jobId, status, location: locateJob(jobId), receipt });
}
