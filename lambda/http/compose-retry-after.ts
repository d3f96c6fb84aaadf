import type { Outcome } from '../core/receipts/outcome';

/** Quotas refill within a minute; capacity returns sooner. */
const USUAL_SECONDS: Readonly<Record<number, number>> = { 429: 5, 503: 2 };

/** Claude Code gives up if it has to wait for more than 60 s. */
const MOST_SECONDS = 30;

/**
 * Says in whole seconds when to ask again: if all candidates rest, when the first of them may be called. Bedrock sends no
 * such header today; if it does, its value stays.
 */
export function composeRetryAfter(
  status: number,
  { restMillis }: Pick<Outcome, 'restMillis'>,
): Record<string, string> {
  const usual = USUAL_SECONDS[status];
  if (usual === undefined) return {};
  const seconds = restMillis > 0 ? Math.min(MOST_SECONDS, Math.ceil(restMillis / 1000)) : usual;
  return { 'retry-after': String(seconds) };
}
