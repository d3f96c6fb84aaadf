import { SeededRandom } from '../seeded-random';
import { MARK } from '../traffic/mark';
import { NOVA } from '../traffic/operations';

/** A job of the proof. All of it follows from the seed and its number. */
export interface SoakJob {
  readonly number: number;
  readonly operation: keyof typeof JOB_OPERATIONS;
  readonly callerId: JobCallerId;
  /** Repeats of its submission have the same one. */
  readonly key: string;
  readonly body: string;
  /** When it is submitted, in minutes of the bad hour. */
  readonly minute: number;
  /** Seconds from its submission; undefined for the default of a day. */
  readonly deadlineSeconds: number | undefined;
  readonly taskToken: string | undefined;
}

export const JOB_OPERATIONS = { pages: `${NOVA}:flex,${NOVA}`, flexible: `${NOVA}:flex` } as const;

const AMPLE_USD = 100_000;

/** Caller → its budget. Calls of the calm one are never lost, nor does a worker crash with one of its jobs. */
export const JOB_CALLERS = {
  calm000000: AMPLE_USD,
  rough00000: AMPLE_USD,
  unlimited0: undefined,
} as const;

export type JobCallerId = keyof typeof JOB_CALLERS;

const SUBMISSION_MINUTES = 30;
/** A job that must escalate within the bad hour, and one that ends within it. */
const SHORT_DEADLINES = [40 * 60, 20 * 60, 5 * 60] as const;

export function composeJob(seed: number, number: number, jobs: number): SoakJob {
  const random = randomOf(seed, number, 0);
  const mark = `${MARK}-${number}-`;
  const text = `${mark}${'word '.repeat(random.below(200))}`;
  const maxTokens = 50 + random.below(400);
  return {
    number,
    operation: random.happens(0.7) ? 'pages' : 'flexible',
    callerId: random.weigh<JobCallerId>([
      [2, 'calm000000'],
      [5, 'rough00000'],
      [1, 'unlimited0'],
    ]),
    key: `page-${number}`,
    body: JSON.stringify({
      messages: [{ role: 'user', content: [{ text }] }],
      inferenceConfig: { maxTokens },
    }),
    minute: (number / jobs) * SUBMISSION_MINUTES,
    deadlineSeconds: random.happens(0.3) ? random.pick(SHORT_DEADLINES) : undefined,
    taskToken: random.happens(0.2) ? `${MARK}-token-${number}` : undefined,
  };
}

/** Random numbers of one decision about a job. */
export function randomOf(seed: number, number: number, decision: number): SeededRandom {
  const random = new SeededRandom(seed + number * 7_919 + decision * 104_729);
  // The first numbers of near seeds are alike.
  random.next();
  return random;
}
