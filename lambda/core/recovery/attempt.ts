import { formatTieredModelId, type TieredModelId } from '../ids/tiered-model-id';
import type { AttemptResult } from './failure-cause';

/** One call to Bedrock within a request. */
export interface Attempt {
  readonly candidate: TieredModelId;
  readonly result: AttemptResult;
  /** Until the first byte of the answer, of a stream its first message; or until the call was given up. */
  readonly millis: number;
}

/**
 * Attempts as the receipt's header has them, in order.
 *
 * E.g. `us.amazon.nova-2-lite-v1:0:flex=503;1240ms,us.amazon.nova-2-lite-v1:0=200;880ms`; a call without an answer
 * has `unreachable`, `silent` or `broken` in place of the status.
 */
export function formatAttempts(attempts: readonly Attempt[]): string {
  return attempts
    .map(({ candidate, result, millis }) => {
      const outcome = result.kind === 'answered' ? result.status : result.kind;
      return `${formatTieredModelId(candidate)}=${outcome};${Math.round(millis)}ms`;
    })
    .join(',');
}
