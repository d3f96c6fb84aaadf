import { EVENT_SOURCE, JOB_EVENT_TYPES } from '../../../lambda/contract';
import type { PutEvent } from '../../../local/event-bridge/emulator';
import type { TaskEnd } from '../../../local/step-functions/emulator';
import type { AnsweredJob } from './answers';

/** Lists jobs whose end was not published, or published in two ways. */
export function checkEvents(
  answered: readonly AnsweredJob[],
  journal: readonly PutEvent[],
): readonly string[] {
  const events = journal.filter(({ Source }) => Source === EVENT_SOURCE);
  return answered.flatMap(({ job, jobId, seen }) => {
    const own = events.filter(({ Detail }) => JSON.parse(Detail).jobId === jobId);
    const type = seen.status === 'SUCCEEDED' ? JOB_EVENT_TYPES.succeeded : JOB_EVENT_TYPES.failed;
    const ids = new Set(own.map(({ Detail }) => JSON.parse(Detail).id));
    const isAgreed = own.every(({ DetailType }) => DetailType === type);
    if (own.length > 0 && ids.size === 1 && isAgreed) return [];
    return [`job ${job.number}: ${own.length} events of ${type} with ${ids.size} IDs`];
  });
}

/** Lists tasks that were not ended as their job. */
export function checkTasks(
  answered: readonly AnsweredJob[],
  journal: readonly TaskEnd[],
): readonly string[] {
  const waiting = answered.filter(({ job }) => job.taskToken !== undefined);
  const problems = waiting.flatMap(({ job, seen }) => {
    const end = journal.find(({ taskToken }) => taskToken === job.taskToken);
    const operation = seen.status === 'SUCCEEDED' ? 'SendTaskSuccess' : 'SendTaskFailure';
    return end?.operation === operation
      ? []
      : [`job ${job.number}: its task got ${end?.operation}`];
  });
  const extra = journal.length - waiting.length;
  return extra <= 0 ? problems : [...problems, `${extra} tasks were ended that no job has`];
}
