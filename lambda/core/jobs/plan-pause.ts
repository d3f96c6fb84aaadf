import { TIMES } from '../settings/times';

export interface PauseFacts {
  /** Attempts so far. */
  readonly attemptCount: number;
  /** Milliseconds since 1970, as are the other times. */
  readonly now: number;
  readonly submittedAt: number;
  readonly escalatesAt: number;
  readonly deadline: number;
  /** From 0 up to 1. */
  readonly random: number;
}

type JobTimes = Pick<PauseFacts, 'submittedAt' | 'deadline'>;

/** The part of a job's time that is kept for its last attempt, if that is less than the usual time. */
const LAST_ATTEMPT_SHARE = 0.1;

/**
 * Plans the pause after an attempt, in whole seconds. It doubles with each attempt and is random within its upper half. A pause
 * ends no later than the escalation, and leaves time for an attempt before the deadline. Undefined if that is not possible.
 *
 * | attempts | pause          |
 * |----------|----------------|
 * | 1        | 30 to 60 s     |
 * | 2        | 60 to 120 s    |
 * | 5        | 7.5 to 15 min  |
 */
export function planPause(facts: PauseFacts): number | undefined {
  const { attemptCount, now, escalatesAt, random } = facts;
  const { jobPauseSeconds, longestJobPauseSeconds } = TIMES;
  const most = Math.min(longestJobPauseSeconds, jobPauseSeconds * 2 ** attemptCount);
  const seconds = (most / 2) * (1 + random);
  const latest = findLastStart(facts);
  const limit = now < escalatesAt ? Math.min(escalatesAt, latest) : latest;
  const left = (limit - now) / 1000;
  return latest <= now ? undefined : Math.max(1, Math.ceil(Math.min(seconds, left)));
}

function findLastStart({ submittedAt, deadline }: JobTimes): number {
  const usual = TIMES.lastJobAttemptSeconds * 1000;
  return deadline - Math.min(usual, (deadline - submittedAt) * LAST_ATTEMPT_SHARE);
}

/**
 * Finds when the fallbacks are asked, too: for the last attempt at the latest, unless the share is 1.
 *
 * @param share the part of the job's time in which only the primary is asked
 */
export function findEscalation(job: JobTimes, share: number = TIMES.jobEscalationShare): number {
  const { submittedAt, deadline } = job;
  if (share === 1) return deadline;
  return Math.round(Math.min(submittedAt + (deadline - submittedAt) * share, findLastStart(job)));
}
