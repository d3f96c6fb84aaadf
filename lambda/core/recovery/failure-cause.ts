import type { AttemptResult } from './attempt';

/** Why a call failed, as far as that decides what to try next. */
export type FailureCause = 'capacity' | 'silence' | 'quota' | 'tier-refused' | 'final';

const CAPACITY_STATUSES: readonly number[] = [408, 500, 503];

/**
 * Finds the cause of a failure; undefined if the call succeeded.
 *
 * | seen                                              | cause          |
 * |---------------------------------------------------|----------------|
 * | 503, 500, 408, ModelNotReadyException (429)       | `capacity`     |
 * | no connection                                     | `capacity`     |
 * | no first byte in time                             | `silence`      |
 * | a success that broke off                          | `silence`      |
 * | ThrottlingException and any other 429             | `quota`        |
 * | 400 in Bedrock's words for a tier it does not take | `tier-refused` |
 * | any other 4xx or 5xx, 424 among them              | `final`        |
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html
 */
export function findFailureCause(result: AttemptResult): FailureCause | undefined {
  if (result.kind === 'silent' || result.kind === 'broken') return 'silence';
  if (result.kind === 'unreachable') return 'capacity';
  const { status, exception, message } = result;
  if (status < 400) return undefined;
  if (CAPACITY_STATUSES.includes(status)) return 'capacity';
  if (status === 429) return exception === 'ModelNotReadyException' ? 'capacity' : 'quota';
  return isTierRefusal(status, message) ? 'tier-refused' : 'final';
}

/**
 * Bedrock's words for a tier that the model does not take, or that was not bought. Third parties measured them on AWS;
 * some copies end in a full stop.
 */
const REFUSALS =
  /^(The provided service tier is not supported for this model|Reservation not found)\.?$/;

/** Whether an error says that the same call without a tier may succeed. */
export function isTierRefusal(status: number, message: string | undefined): boolean {
  return status === 400 && message !== undefined && REFUSALS.test(message);
}
