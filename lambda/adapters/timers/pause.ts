import { setTimeout as wait } from 'node:timers/promises';

/** Pauses for the given time. Ends early with the signal, whose reason is left to the next call. */
export async function pause(millis: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(millis, undefined, { signal });
  } catch {
    // Only the signal ends a wait early.
  }
}
