/** Makes one call, and waits for the last byte of its answer. Rejects if the answer is not the expected one. */
export type Call = () => Promise<CallTimes>;

/** On the clock of `performance.now()`. */
export interface CallTimes {
  readonly firstByteAt: number;
}

export interface WindowOptions {
  readonly concurrency: number;
  readonly millis: number;
}

/** The figures of one window of time. Latencies in milliseconds. */
export interface Window {
  readonly calls: number;
  readonly elapsedMillis: number;
  readonly p50: number;
  readonly firstByteP50: number;
  /** Of every call, in whole microseconds. The p99 needs the calls of all windows. */
  readonly latencyMicros: readonly number[];
}

/** Keeps the given number of calls under way for the given time. Makes at least one call for each. */
export async function runWindow(
  call: Call,
  { concurrency, millis }: WindowOptions,
): Promise<Window> {
  const latencies: number[] = [];
  const firstBytes: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + millis;
  const repeat = async () => {
    do {
      const from = performance.now();
      const { firstByteAt } = await call();
      latencies.push(performance.now() - from);
      firstBytes.push(firstByteAt - from);
    } while (performance.now() < endsAt);
  };
  await Promise.all(Array.from({ length: concurrency }, repeat));
  return {
    calls: latencies.length,
    elapsedMillis: performance.now() - startedAt,
    p50: readQuantile(latencies, 0.5),
    firstByteP50: readQuantile(firstBytes, 0.5),
    latencyMicros: latencies.map((millis) => Math.round(millis * 1000)),
  };
}

export function readQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}
