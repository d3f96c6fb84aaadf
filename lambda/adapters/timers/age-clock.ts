interface Clocks {
  /** Milliseconds of a clock that only runs forward. It may stand still while Lambda freezes the environment. */
  readonly monotonic: () => number;
  /** Unix time in milliseconds. It may be set back. */
  readonly wall: () => number;
}

/** The wall clock has whole milliseconds, so a smaller difference between the clocks says nothing. */
const LEAST_DIFFERENCE_MILLIS = 2;

/**
 * Starts the clock of the router: milliseconds that only run forward, and that count the time in which the environment was
 * frozen. It follows the monotonic clock, and adds what the wall clock has advanced more.
 */
export function startAgeClock({
  monotonic = () => performance.now(),
  wall = Date.now,
}: Partial<Clocks> = {}): () => number {
  let offset = wall() - monotonic();
  let frozenMillis = 0;
  return () => {
    const now = monotonic();
    const difference = wall() - now - offset;
    if (Math.abs(difference) >= LEAST_DIFFERENCE_MILLIS) {
      offset += difference;
      frozenMillis += Math.max(0, difference);
    }
    return now + frozenMillis;
  };
}
