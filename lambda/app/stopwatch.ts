import type { RequestTimes } from '../core/receipts/receipt';

/** Measures the time of a request, and separately the part that is spent waiting for Bedrock. */
export interface Stopwatch {
  /** Counts the time until the promise settles as spent with Bedrock. */
  timeBedrock<Result>(wait: () => Promise<Result>): Promise<Result>;
  read(): RequestTimes;
}

/** @param clock milliseconds of a clock that only runs forward */
export function startStopwatch(clock: () => number): Stopwatch {
  const startedAt = clock();
  let bedrockMillis = 0;
  return {
    timeBedrock: async (wait) => {
      const from = clock();
      try {
        return await wait();
      } finally {
        bedrockMillis += clock() - from;
      }
    },
    read: () => ({ startedAt, totalMillis: clock() - startedAt, bedrockMillis }),
  };
}
