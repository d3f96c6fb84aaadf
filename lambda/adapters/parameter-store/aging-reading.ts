export interface AgingReadingOptions {
  /** Reads once and keeps what it read; never rejects. Resolves to how many calls that took, 0 where it failed. */
  readonly read: (signal: AbortSignal) => Promise<number>;
  readonly maxAgeMillis: number;
  readonly clock: () => number;
}

/** One reading, of as many pages as there are, may take this long before the last good one is kept. */
const READING_TIMEOUT_MILLIS = 20_000;

/**
 * What each page after the first adds to the maximum age at least, so that an environment calls no oftener than once in
 * two seconds on the average, however many pages there are.
 */
const PAGE_AGE_MILLIS = 2_000;

/**
 * When to read Parameter Store: at once, and again when the last reading is too old, one reading at a time.
 *
 * Many environments share the account's 40 reads a second, so a failed reading too is repeated only after the maximum
 * age, and a long one more seldom than a short one.
 */
export class AgingReading {
  readonly #options: AgingReadingOptions;
  #readAt: number;
  #underWay: Promise<void> | undefined;
  #isFirst = true;
  /** Of the last reading that succeeded; 0 until one does. */
  #calls = 0;

  constructor(options: AgingReadingOptions) {
    this.#options = options;
    this.#readAt = options.clock();
    this.#start();
  }

  /**
   * Resolves when the first reading is over, however it ended. A reading that began while the environment was prepared
   * may have been frozen and cut off with it, so the first to ask sees a failed one repeated.
   */
  async first(): Promise<void> {
    if (!this.#isFirst) return;
    await this.#underWay;
    if (this.#isFirst && this.#calls === 0) this.#start();
    await this.#underWay;
    this.#isFirst = false;
  }

  /** Resolves when no reading is under way. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  /** Starts a reading beside the caller where the last one is too old. */
  renewIfOld(): void {
    const age = this.#options.clock() - this.#readAt;
    const leastMillis = Math.max(0, this.#calls - 1) * PAGE_AGE_MILLIS;
    if (age >= Math.max(this.#options.maxAgeMillis, leastMillis)) this.#start();
  }

  #start(): void {
    this.#underWay ??= this.#options
      .read(AbortSignal.timeout(READING_TIMEOUT_MILLIS))
      .then((calls) => {
        this.#readAt = this.#options.clock();
        this.#underWay = undefined;
        if (calls > 0) this.#calls = calls;
      });
  }
}
