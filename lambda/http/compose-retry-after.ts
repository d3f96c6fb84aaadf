import type { Outcome } from '../core/receipts/outcome';
import { TIMES } from '../core/settings/times';

const USUAL_SECONDS: Readonly<Record<number, number>> = {
  429: TIMES.quotaRetryAfterSeconds,
  503: TIMES.capacityRetryAfterSeconds,
};

/**
 * Composes the header that says in whole seconds when to ask again. If all candidates rest, it is the time until the first
 * may be called. If Bedrock sends the header, its value stays.
 */
export function composeRetryAfter(
  status: number,
  { restMillis }: Pick<Outcome, 'restMillis'>,
): Record<string, string> {
  const usual = USUAL_SECONDS[status];
  if (usual === undefined) return {};
  const resting = Math.min(TIMES.longestRetryAfterSeconds, Math.ceil(restMillis / 1000));
  const seconds = restMillis > 0 ? resting : usual;
  return { 'retry-after': String(seconds) };
}
