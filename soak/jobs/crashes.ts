import type { IncomingMessage } from 'node:http';
import type { FunctionEnvironment } from '../../local/lambda/function-environment';
import { randomOf, type SoakJob } from './job';

/** What is known of an invocation of the worker. */
interface Invocation {
  readonly token: string;
  readonly ordinal: number;
  calls: number;
  /** Whether its worker was killed when it wrote the state of its job. */
  endedAtState: boolean;
}

/** A worker that makes a call. */
export interface WorkerMoment {
  readonly environment: FunctionEnvironment;
  readonly request: IncomingMessage;
  readonly job: SoakJob;
  readonly jobId: string;
  /** Whether the state of the job says that its end was published. */
  readonly isPublished: boolean;
}

const CRASH_RATE = 0.25;
/** About as many calls as an attempt makes. */
const MOST_CALLS = 12;

/**
 * Kills workers by `kill -9` at one of their calls of AWS: before it is served, or when it is, so that the worker never sees
 * the answer. Between two calls, nothing that a worker does can be seen.
 */
export class Crashes {
  count = 0;
  /** Jobs whose worker was killed when it noted that the end was published, so that nobody counted them. */
  uncounted = 0;
  /** The IDs of jobs that met a crash. */
  readonly jobIds = new Set<string>();

  readonly #seed: number;
  readonly #invocations = new Map<string, Invocation>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /**
   * Notes a call, and kills its worker if that is planned: at once, or when the whole call has arrived.
   *
   * @returns whether the call is still served
   */
  meet(moment: WorkerMoment): boolean {
    const { environment, request, job, jobId } = moment;
    const invocation = this.#findInvocation(moment);
    invocation.calls += 1;
    const random = randomOf(this.#seed, job.number, 1_000 + invocation.ordinal);
    const isPlanned = job.callerId !== 'calm000000' && random.happens(CRASH_RATE);
    if (!isPlanned || invocation.calls !== 1 + random.below(MOST_CALLS)) return true;
    this.count += 1;
    this.jobIds.add(jobId);
    const isServed = random.happens(0.5);
    if (!isServed) environment.kill();
    else request.once('end', () => environment.kill());
    invocation.endedAtState =
      isServed && request.method === 'PUT' && request.url?.includes('/state.json') === true;
    return isServed;
  }

  #findInvocation({ environment, jobId, isPublished }: WorkerMoment): Invocation {
    const token = environment.durableEvent?.CheckpointToken ?? '';
    const known = this.#invocations.get(jobId);
    if (known?.token === token) return known;
    if (known?.endedAtState === true && isPublished) this.uncounted += 1;
    const ordinal = (known?.ordinal ?? 0) + 1;
    const invocation = { token, ordinal, calls: 0, endedAtState: false };
    this.#invocations.set(jobId, invocation);
    return invocation;
  }
}
