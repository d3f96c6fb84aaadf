import { locateJob } from '../../core/jobs/locate-job';
import type { JobAttempt, JobState } from '../../core/jobs/state';

/** Where the response of a job that succeeded is: in the answer itself, or at a URL. */
export type ResponsePlace =
  | { readonly kind: 'inline'; readonly body: Uint8Array }
  | { readonly kind: 'url'; readonly url: string; readonly expiresAt: number };

/** Writes what its owner sees of a job. The response is inserted as it is stored, so its members and numbers stay as they are. */
export function describeJob(state: JobState, place: ResponsePlace | undefined): Uint8Array {
  const text = JSON.stringify({ ...describeState(state), ...describePlace(place) });
  if (place?.kind !== 'inline') return Buffer.from(text);
  return Buffer.concat([
    Buffer.from(`${text.slice(0, -1)},"response":`),
    place.body,
    Buffer.from('}'),
  ]);
}

/** JSON leaves out what is undefined. */
function describeState(state: JobState) {
  const { jobId, operation, status, nextAttemptAt, receipt, error, response } = state;
  const { attemptCount, repeated, waitedFor, isEscalated } = state;
  return {
    ...{ jobId, operation, status },
    location: locateJob(jobId),
    submittedAt: formatTime(state.submittedAt),
    updatedAt: formatTime(state.updatedAt),
    deadline: formatTime(state.deadline),
    escalatesAt: formatTime(state.escalatesAt),
    nextAttemptAt: nextAttemptAt === null ? undefined : formatTime(nextAttemptAt),
    ...{ attemptCount, repeated, isEscalated, waitedFor },
    attempts: state.attempts.map(describeAttempt),
    receipt: receipt ?? undefined,
    error: error ?? undefined,
    responseBytes: response?.bytes,
  };
}

function describeAttempt({ startedAt, reason, ...attempt }: JobAttempt) {
  return { startedAt: formatTime(startedAt), ...attempt, reason: reason ?? undefined };
}

function describePlace(place: ResponsePlace | undefined) {
  if (place?.kind !== 'url') return {};
  return { responseUrl: place.url, responseUrlExpiresAt: formatTime(place.expiresAt) };
}

function formatTime(millis: number): string {
  return new Date(millis).toISOString();
}
