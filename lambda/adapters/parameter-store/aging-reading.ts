import { TIMES } from '../../core/settings/times';

export interface AgingReadingOptions<Reading> {
  readonly read: (signal: AbortSignal) => Promise<Reading>;
  /** Takes what was read into use, and returns the number of calls that the reading took. */
  readonly keep: (reading: Reading) => number;
  readonly recordFailure: (cause: unknown) => void;
  readonly maxAgeMillis: number;
  /** How long a request waits at most if no reading has succeeded yet. */
  readonly firstWaitMillis: number;
  /** Milliseconds of a clock that only runs forward. */
  readonly clock: () => number;
  /** Ends early with the signal, and does not reject. */
  readonly pause: (millis: number, signal: AbortSignal) => Promise<void>;
  /** Draws a number from 0 up to 1. */
  readonly random: () => number;
}

/** A reading is too old for a request after this many maximum ages. */
const MOST_AGES = 2;
/** Ages and pauses are shorter by up to these parts, at random, so that environments do not read together. */
const AGE_JITTER = 0.2;
const PAUSE_JITTER = 0.5;

/**
 * Decides when to read Parameter Store and which requests wait for it. There is one reading at a time.
 *
 * | The last reading that succeeded began | A request                                       |
 * |---------------------------------------|-------------------------------------------------|
 * | less than the maximum age ago         | uses it                                         |
 * | less than twice the maximum age ago   | uses it, and starts the next one                |
 * | earlier, or there is none             | waits for the next one, but not for long         |
 *
 * Many environments share the account's 40 reads a second. So a reading that failed is repeated after a pause that grows,
 * and a reading of many pages is repeated less often. A request waits for a pause only if it is as short as the wait, so
 * that an outage delays few requests.
 */
export class AgingReading<Reading> {
  readonly #options: AgingReadingOptions<Reading>;
  #underWay: Promise<void> | undefined;
  /** When the last reading that succeeded began; undefined until one does. */
  #readAt: number | undefined;
  /** When the next reading may begin. */
  #dueAt: number;
  /** Readings that failed since the last one that succeeded. */
  #failures = 0;

  constructor(options: AgingReadingOptions<Reading>) {
    this.#options = options;
    this.#dueAt = options.clock();
    this.#startIfDue();
  }

  /** Resolves when a request that arrives now may go on: to whether it has a fresh reading. Never rejects. */
  async fresh(): Promise<boolean> {
    const arrivedAt = this.#options.clock();
    for (;;) {
      this.#startIfDue();
      const waitMillis = arrivedAt + this.#findWaitMillis() - this.#options.clock();
      if (this.#isFreshEnough(arrivedAt)) return true;
      if (waitMillis <= 0) return false;
      await this.#wait(waitMillis);
    }
  }

  /** Whether a request that arrives now need not wait. */
  isFresh(): boolean {
    return this.#isFreshEnough(this.#options.clock());
  }

  /** Resolves when no reading is under way. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  /** A reading that began after the request arrived is always fresh. */
  #isFreshEnough(arrivedAt: number): boolean {
    const { clock, maxAgeMillis } = this.#options;
    if (this.#readAt === undefined) return false;
    return this.#readAt >= arrivedAt || clock() - this.#readAt < MOST_AGES * maxAgeMillis;
  }

  /** How long a request may wait from its arrival on. */
  #findWaitMillis(): number {
    const waitMillis =
      this.#readAt === undefined ? this.#options.firstWaitMillis : TIMES.readingWaitMillis;
    const isPausing = this.#underWay === undefined;
    return isPausing && this.#longestPauseMillis > waitMillis ? 0 : waitMillis;
  }

  /** Waits until the reading under way has ended, or until the next one is due. */
  async #wait(mostMillis: number): Promise<void> {
    const { clock, pause } = this.#options;
    const dueInMillis = this.#underWay === undefined ? this.#dueAt - clock() : mostMillis;
    // The next reading may have become due since it was looked at.
    const millis = Math.max(0, Math.min(mostMillis, dueInMillis));
    const done = new AbortController();
    const pausing = pause(millis, done.signal);
    await Promise.race([pausing, this.#underWay ?? pausing]);
    done.abort();
  }

  #startIfDue(): void {
    const startedAt = this.#options.clock();
    if (startedAt >= this.#dueAt) this.#underWay ??= this.#read(startedAt);
  }

  async #read(startedAt: number): Promise<void> {
    const { read, keep, recordFailure, clock } = this.#options;
    try {
      const reading = await read(AbortSignal.timeout(TIMES.readingMillis));
      const calls = keep(reading);
      this.#readAt = startedAt;
      this.#failures = 0;
      this.#dueAt = startedAt + this.#findAgeMillis(calls);
    } catch (cause) {
      recordFailure(cause);
      this.#failures += 1;
      this.#dueAt = clock() + this.#shorten(this.#longestPauseMillis, PAUSE_JITTER);
    }
    this.#underWay = undefined;
  }

  get #longestPauseMillis(): number {
    const doubled = TIMES.readingPauseMillis * 2 ** (this.#failures - 1);
    return Math.min(TIMES.longestReadingPauseMillis, doubled);
  }

  /** The age at which the next reading may begin. It grows with the pages, but not to the age that is too old. */
  #findAgeMillis(calls: number): number {
    const { maxAgeMillis } = this.#options;
    const pacedMillis = Math.max(maxAgeMillis, (calls - 1) * TIMES.pageAgeMillis);
    return this.#shorten(Math.min(pacedMillis, MOST_AGES * maxAgeMillis), AGE_JITTER);
  }

  #shorten(millis: number, part: number): number {
    return millis * (1 - part * this.#options.random());
  }
}
