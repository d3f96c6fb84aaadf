/** Percentiles by nearest rank, in milliseconds. */
export interface Percentiles {
  /** The number of values. */
  readonly samples: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/** Limits memory. With more values, percentiles would follow a change more slowly. */
export const MAX_RECENT_VALUES = 1000;

/** The last {@link MAX_RECENT_VALUES} values of a metric. */
export class RecentValues {
  readonly #values: number[] = [];
  #oldest = 0;

  add(value: number): void {
    if (this.#values.length < MAX_RECENT_VALUES) {
      this.#values.push(value);
      return;
    }
    this.#values[this.#oldest] = value;
    this.#oldest = (this.#oldest + 1) % MAX_RECENT_VALUES;
  }

  /** Returns undefined if there are no values. */
  computePercentiles(): Percentiles | undefined {
    const samples = this.#values.length;
    if (samples === 0) return undefined;
    const sorted = this.#values.toSorted((a, b) => a - b);
    const rank = (percent: number) => sorted[Math.ceil((percent * samples) / 100) - 1] ?? 0;
    return { samples, p50: rank(50), p90: rank(90), p95: rank(95), p99: rank(99) };
  }
}
