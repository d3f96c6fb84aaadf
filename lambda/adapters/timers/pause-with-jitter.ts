import { pause } from './pause';

/**
 * Pauses for a random time (full jitter), so that requests that failed together do not retry together. Ends early with
 * the signal, whose reason is left to the next call.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function pauseWithJitter(mostMillis: number, signal: AbortSignal): Promise<void> {
  return pause(Math.random() * mostMillis, signal);
}
