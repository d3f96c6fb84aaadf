import { composeQueued } from '../../core/jobs/advance-state';
import { isFinal, type JobState } from '../../core/jobs/state';
import type { JobSubmission } from '../../core/jobs/submission';
import type { JobStore } from './services';

/** Other writers of one job are few, and each writes once or twice. */
const MOST_TRIES = 10;

/** Another write came between each time. */
export class StateContendedError extends Error {
  override readonly name = 'StateContendedError';

  constructor() {
    super(`the state of the job changed ${MOST_TRIES} times while it was being written`);
  }
}

/**
 * Changes the state of a job that has not ended, in one step: if another write came between, the change is made anew. Returns
 * the state in force. A final state stays, so a job ends once.
 *
 * @param change returns undefined if the state is to stay as it is
 */
export async function changeState(
  store: JobStore,
  submission: JobSubmission,
  change: (state: JobState) => Promise<JobState | undefined> | JobState | undefined,
): Promise<JobState> {
  for (let count = 0; count < MOST_TRIES; count += 1) {
    const stored = await store.readState(submission.jobId);
    const state = stored?.state ?? composeQueued(submission);
    const changed = isFinal(state) ? undefined : await change(state);
    if (changed === undefined) return state;
    if (await store.writeState(changed, stored?.version)) return changed;
  }
  throw new StateContendedError();
}
