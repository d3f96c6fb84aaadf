import { TIMES } from '../../core/settings/times';
import { pause } from './pause';

/**
 * Pauses for a random time (full jitter), so that requests that failed together do not retry together. Ends early with
 * the signal, whose reason is left to the next call.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function pauseWithJitter(signal: AbortSignal): Promise<void> {
  return pause(Math.random() * TIMES.retryPauseMillis, signal);
}
