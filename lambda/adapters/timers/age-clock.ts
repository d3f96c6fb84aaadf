interface Clocks {
  /** Milliseconds of a clock that only runs forward. It may stand still while Lambda freezes the environment. */
  readonly monotonic: () => number;
  /** Unix time in milliseconds. It may be set back. */
  readonly wall: () => number;
}

/**
 * Starts a clock for ages: milliseconds that only run forward, and that count the time in which the environment was
 * frozen. Of two clocks, it follows the one that has advanced more since it was last read.
 */
export function startAgeClock({
  monotonic = () => performance.now(),
  wall = Date.now,
}: Partial<Clocks> = {}): () => number {
  let [lastMonotonic, lastWall, age] = [monotonic(), wall(), 0];
  return () => {
    const [nowMonotonic, nowWall] = [monotonic(), wall()];
    age += Math.max(nowMonotonic - lastMonotonic, nowWall - lastWall);
    [lastMonotonic, lastWall] = [nowMonotonic, nowWall];
    return age;
  };
}
