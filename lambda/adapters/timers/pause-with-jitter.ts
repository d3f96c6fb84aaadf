import { setTimeout as wait } from 'node:timers/promises';
import { TIMES } from '../../core/settings/times';

/**
 * Pauses for a random time (full jitter), so that requests that failed together do not retry together. Ends early with
 * the signal.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export async function pauseWithJitter(signal: AbortSignal): Promise<void> {
  try {
    await wait(Math.random() * TIMES.retryPauseMillis, undefined, { signal });
  } catch {
    // The next call throws the signal's reason.
  }
}
