import type { Outcome } from '../app/outcome';

/** Quotas refill within the minute, capacity comes back sooner. */
const USUAL_SECONDS: Readonly<Record<number, number>> = { 429: 5, 503: 2 };

/** Claude Code gives up where it is told to wait for more than 60 s. */
const MOST_SECONDS = 30;

/**
 * Says in whole seconds when to ask again: where all candidates rest, when the first of them is awake. Bedrock sends
 * nothing of the kind; where it does one day, its word stays.
 */
export function composeRetryAfter(status: number, outcome: Outcome): Record<string, string> {
  const usual = USUAL_SECONDS[status];
  if (usual === undefined) return {};
  const restMillis = outcome.kind === 'broken' ? 0 : (outcome.restMillis ?? 0);
  const seconds = restMillis > 0 ? Math.min(MOST_SECONDS, Math.ceil(restMillis / 1000)) : usual;
  return { 'retry-after': String(seconds) };
}
