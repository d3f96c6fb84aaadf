import { TIMES } from '../../core/settings/times';

export interface AgingReadingOptions {
  /** Reads once and keeps what it read. Never rejects. Resolves to the number of calls, or to 0 when it failed. */
  readonly read: (signal: AbortSignal) => Promise<number>;
  readonly maxAgeMillis: number;
  readonly clock: () => number;
}

/**
 * Decides when to read Parameter Store: at once, and again when the last reading is too old, one reading at a time.
 *
 * Many environments share the account's 40 reads a second. So a failed reading is repeated only after the maximum age, and
 * a reading of many pages is repeated less often.
 */
export class AgingReading {
  readonly #options: AgingReadingOptions;
  #readAt: number;
  #underWay: Promise<void> | undefined;
  #isFirst = true;
  /** The number of calls of the last reading that succeeded; 0 until one does. */
  #calls = 0;

  constructor(options: AgingReadingOptions) {
    this.#options = options;
    this.#readAt = options.clock();
    this.#start();
  }

  /**
   * Resolves when the first reading has succeeded or has failed twice. Lambda may freeze the environment after its start,
   * which cuts off a reading. So a reading that failed is repeated once for the first request.
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

  /** Starts a reading when the last one is too old, and does not wait for it. */
  renewIfOld(): void {
    const age = this.#options.clock() - this.#readAt;
    const leastMillis = Math.max(0, this.#calls - 1) * TIMES.pageAgeMillis;
    if (age >= Math.max(this.#options.maxAgeMillis, leastMillis)) this.#start();
  }

  #start(): void {
    this.#underWay ??= this.#options
      .read(AbortSignal.timeout(TIMES.readingMillis))
      .then((calls) => {
        this.#readAt = this.#options.clock();
        this.#underWay = undefined;
        if (calls > 0) this.#calls = calls;
      });
  }
}
