import type { Deadline } from '../../lambda/app/deadline';

/** All the time in the world, until the signal ends it. */
export function composeDeadline(signal: AbortSignal, remainingMillis = 60_000): Deadline {
  return { signal, remainingMillis: () => remainingMillis, shorten: () => {} };
}
