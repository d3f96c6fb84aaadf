import type { Budget } from '../../lambda/app/ports';

/** All the time in the world, until the signal ends it. */
export function composeBudget(signal: AbortSignal, remainingMillis = 60_000): Budget {
  return { signal, remainingMillis: () => remainingMillis, shorten: () => {} };
}
