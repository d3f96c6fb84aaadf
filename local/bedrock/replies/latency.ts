/** The time that a reply takes. */
export interface Latency {
  readonly firstTokenMillis: number;
  readonly totalMillis: number;
}

interface Pace {
  readonly firstTokenMillis: number;
  readonly millisPerToken: number;
}

/**
 * Plausible speeds of a small model. AWS documents up to 25 % more output speed for `priority`, and waiting times for
 * `flex`. All other numbers are invented. The jitter is too small to change the order of the tiers.
 */
const PACE_BY_TIER: ReadonlyMap<string, Pace> = new Map([
  ['priority', { firstTokenMillis: 220, millisPerToken: 4.5 }],
  ['flex', { firstTokenMillis: 900, millisPerToken: 10 }],
  ['ultrafast', { firstTokenMillis: 150, millisPerToken: 1.5 }],
]);
const DEFAULT_PACE: Pace = { firstTokenMillis: 350, millisPerToken: 6 };
const JITTER = 0.1;

/** @param random between 0 and 1; 0.5 adds no jitter */
export function simulateLatency(tier: string, outputTokens: number, random: number): Latency {
  const { firstTokenMillis, millisPerToken } = PACE_BY_TIER.get(tier) ?? DEFAULT_PACE;
  const factor = 1 + JITTER * (2 * random - 1);
  return {
    firstTokenMillis: factor * firstTokenMillis,
    totalMillis: factor * (firstTokenMillis + millisPerToken * outputTokens),
  };
}

/** Scales the simulated time, and adds the real milliseconds of a failure rule. */
export function scaleLatency(latency: Latency, scale: number, extraMillis: number): Latency {
  return {
    firstTokenMillis: latency.firstTokenMillis * scale + extraMillis,
    totalMillis: latency.totalMillis * scale + extraMillis,
  };
}
