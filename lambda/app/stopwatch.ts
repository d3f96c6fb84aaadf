/** Tells the time spent waiting for Bedrock from the router's own. */
export class Stopwatch {
  readonly startedAt: number;
  readonly #clock: () => number;
  #bedrockMillis = 0;

  /** @param clock milliseconds of a clock that only runs forward */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.startedAt = clock();
  }

  /** Counts the time until the promise settles as spent with Bedrock. */
  async timeBedrock<Result>(wait: () => Promise<Result>): Promise<Result> {
    const from = this.#clock();
    try {
      return await wait();
    } finally {
      this.#bedrockMillis += this.#clock() - from;
    }
  }

  read(): {
    readonly startedAt: number;
    readonly totalMillis: number;
    readonly bedrockMillis: number;
  } {
    const { startedAt } = this;
    return {
      startedAt,
      totalMillis: this.#clock() - startedAt,
      bedrockMillis: this.#bedrockMillis,
    };
  }
}
