export interface AgingReadingOptions {
  /** Reads once and keeps what it read; never rejects. Resolves to whether it succeeded. */
  readonly read: (signal: AbortSignal) => Promise<boolean>;
  readonly maxAgeMillis: number;
  readonly clock: () => number;
}

/** One reading may take this long before the last good one is kept. */
const READING_TIMEOUT_MILLIS = 2_000;

/**
 * When to read Parameter Store: at once, and again when the last reading is too old, one reading at a time.
 *
 * Many environments share the account's 40 reads a second, so a failed reading too is repeated only after the maximum
 * age.
 */
export class AgingReading {
  readonly #options: AgingReadingOptions;
  #readAt: number;
  #underWay: Promise<void> | undefined;
  #isFirst = true;
  #hasSucceeded = false;

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
    if (this.#isFirst && !this.#hasSucceeded) this.#start();
    await this.#underWay;
    this.#isFirst = false;
  }

  /** As {@link first}, but everybody who asks sees a failed reading repeated, until one has succeeded. */
  async ready(): Promise<void> {
    await this.#underWay;
    if (!this.#hasSucceeded) this.#start();
    await this.#underWay;
  }

  /** Resolves when no reading is under way. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  /** Starts a reading beside the caller where the last one is too old. */
  renewIfOld(): void {
    const age = this.#options.clock() - this.#readAt;
    if (age >= this.#options.maxAgeMillis) this.#start();
  }

  #start(): void {
    this.#underWay ??= this.#options
      .read(AbortSignal.timeout(READING_TIMEOUT_MILLIS))
      .then((succeeded) => {
        this.#readAt = this.#options.clock();
        this.#underWay = undefined;
        this.#hasSucceeded ||= succeeded;
      });
  }
}
