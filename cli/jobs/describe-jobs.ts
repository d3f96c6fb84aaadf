import { isFinal, type JobState } from '../../lambda/core/jobs/state';
import type { JobDocument, JobsDocument } from '../documents/jobs';
import { wrapText, writeForeign, writeTime } from '../output/write-text';

export function describeJob(state: JobState): JobDocument {
  const { jobId, operation, owner, status, isEscalated, receipt, error } = state;
  const last = state.attempts.at(-1);
  return {
    jobId,
    operation,
    owner,
    status,
    submittedAt: writeIso(state.submittedAt),
    deadline: writeIso(state.deadline),
    nextAttemptAt: state.nextAttemptAt === null ? undefined : writeIso(state.nextAttemptAt),
    waitsFor: isFinal(state) ? undefined : (last?.reason ?? undefined),
    isEscalated,
    attempts: state.attempts.map(
      ({ number, startedAt, millis, status: answer, reason, calls }) => ({
        number,
        startedAt: writeIso(startedAt),
        millis,
        status: answer,
        reason: reason ?? undefined,
        calls,
      }),
    ),
    costUsd: receipt?.costUsd ?? undefined,
    savedUsd: receipt?.savedUsd ?? undefined,
    error: error === null ? undefined : `${error.code}: ${error.message}`,
  };
}

function writeIso(millis: number): string {
  return new Date(millis).toISOString();
}

/** Two lines for each job, because an ID may be long and has to stay whole. */
export function formatJobs({ router, jobs, isCut }: JobsDocument): string {
  const title = `jobs of ${router.prefix} in ${router.region}`;
  if (jobs.length === 0) return `${title}\n\nThere are none.`;
  const entries = jobs.flatMap((job) => [job.jobId, wrapText(describeProgress(job), '  ')]);
  const notes = isCut ? ['', 'There are more; --limit shows up to 1000.'] : [];
  return [title, '', ...entries, ...notes].join('\n');
}

function describeProgress(job: JobDocument): string {
  const parts = [
    job.status,
    job.operation,
    `submitted ${writeTime(job.submittedAt)}`,
    ...(job.waitsFor === undefined ? [] : [`waits for ${job.waitsFor}`]),
    ...(job.nextAttemptAt === undefined ? [] : [`next attempt ${writeTime(job.nextAttemptAt)}`]),
    ...(job.error === undefined ? [] : [writeForeign(job.error)]),
  ];
  return parts.join(', ');
}

/** One job with its attempts. */
export function formatJob(job: JobDocument): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['operation', job.operation],
    ['caller', job.owner],
    ['status', job.status],
    ['submitted', writeTime(job.submittedAt)],
    ['deadline', writeTime(job.deadline)],
    ['waits for', job.waitsFor],
    ['next', writeTime(job.nextAttemptAt)],
    ['cost USD', job.costUsd?.toFixed(6)],
    ['saved USD', job.savedUsd?.toFixed(6)],
    ['error', job.error],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [wrapText(`${name.padEnd(11)}${writeForeign(value)}`, '  ')],
  );
  const attempts = job.attempts.map(({ number, startedAt, millis, status, reason, calls }) =>
    wrapText(
      `attempt ${number}, ${writeTime(startedAt)}, ${Math.round(millis)} ms: ${status}${reason === undefined ? '' : `, ${reason}`} (${calls})`,
      '  ',
    ),
  );
  return [job.jobId, ...lines, ...attempts].join('\n');
}
