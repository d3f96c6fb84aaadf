import type { Failure } from '../../local/bedrock/failures/failure-rule';
import { randomOf, type SoakJob } from './job';

const BAD_MINUTES = 60;
const MOST_CAPACITY = 0.6;
const LATER_CAPACITY = 0.9;

/** The share of calls that flex serves: from none to 60 % and back, three times in the bad hour. */
export function flexCapacity(minute: number): number {
  if (minute > BAD_MINUTES) return LATER_CAPACITY;
  return (MOST_CAPACITY * (1 - Math.cos((minute * 2 * Math.PI) / 20))) / 2;
}

export interface JobCall {
  readonly job: SoakJob;
  /** Counts the calls of the job from 1. */
  readonly ordinal: number;
  readonly tier: string;
  /** Of the bad hour, by the clock of the job. */
  readonly minute: number;
}

const DEFAULT_CAPACITY = 0.9;

/** Chooses how a call of a job fails. The same call of the same job fails in the same way in each run with the seed. */
export function chooseJobFailure(seed: number, call: JobCall): Failure | undefined {
  const { job, ordinal, tier, minute } = call;
  const random = randomOf(seed, job.number, ordinal);
  const capacity = tier === 'flex' ? flexCapacity(minute) : DEFAULT_CAPACITY;
  const failure = random.weigh<Failure | undefined>([
    [86, undefined],
    [6, { kind: 'throttle' }],
    [3, { kind: 'internal' }],
    [2, { kind: 'bad-gateway' }],
    [1.5, { kind: 'timeout' }],
    [1.5, { kind: 'cut', at: 'mid-reply' }],
  ]);
  if (isLost(failure) && job.callerId === 'calm000000') return undefined;
  return random.happens(capacity) ? failure : { kind: 'unavailable' };
}

/** Whether Bedrock may bill the call although its answer is lost. */
function isLost(failure: Failure | undefined): boolean {
  return failure?.kind === 'timeout' || failure?.kind === 'cut';
}
