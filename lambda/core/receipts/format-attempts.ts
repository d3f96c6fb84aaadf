import { formatTieredModelId } from '../ids/tiered-model-id';
import type { Attempt } from '../recovery/attempt';

/**
 * Attempts in order, e.g. `us.amazon.nova-2-lite-v1:0:flex=503;1240ms,us.amazon.nova-2-lite-v1:0=200;880ms`. A call
 * without an answer has `unconnected`, `unreachable`, `silent` or `broken` in place of the status.
 */
export function formatAttempts(attempts: readonly Attempt[]): string {
  return attempts
    .map(({ candidate, result, millis }) => {
      const seen = result.kind === 'answered' ? result.status : result.kind;
      return `${formatTieredModelId(candidate)}=${seen};${Math.round(millis)}ms`;
    })
    .join(',');
}
