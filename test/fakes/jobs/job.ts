import { composeQueued } from '../../../lambda/core/jobs/advance-state';
import type { JobState } from '../../../lambda/core/jobs/state';
import type { JobSubmission } from '../../../lambda/core/jobs/submission';

export const NOON = Date.UTC(2026, 10, 28, 12);
export const HOUR = 60 * 60 * 1000;

/** A job that was submitted at noon and has until 3 p.m. */
export function submission(changes: Partial<JobSubmission> = {}): JobSubmission {
  return {
    version: 1,
    jobId: 'job-1',
    operation: 'extraction',
    owner: 'key:key1',
    callerId: 'key1',
    headers: { 'content-type': 'application/json' },
    requestSha256: 'abc',
    requestedTier: 'flex',
    submittedAt: NOON,
    deadline: NOON + 3 * HOUR,
    escalatesAt: NOON + 2 * HOUR,
    taskToken: null,
    ...changes,
  };
}

/** Its state before anything has begun it. */
export function jobState(changes: Partial<JobState> = {}): JobState {
  return { ...composeQueued(submission()), ...changes };
}
