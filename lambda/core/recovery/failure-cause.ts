import { isTierRefusal } from './tier-refusal';

/** Why a call failed, as far as it decides what to try next. */
export type FailureCause = 'capacity' | 'silence' | 'quota' | 'tier-refused' | 'final';

/** What was seen of a call: an answer with its status, or none. */
export type AttemptResult =
  | {
      readonly kind: 'answered';
      /** Of a stream that began with an exception, the status that it stands for. */
      readonly status: number;
      /** E.g. `ThrottlingException`, or `throttlingException` in a stream. */
      readonly exception: string | undefined;
      readonly message: string | undefined;
    }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'silent' }
  /** It began as a success, and broke off before anything of it was passed on. */
  | { readonly kind: 'broken' };

const CAPACITY_STATUSES: readonly number[] = [408, 500, 503];

/**
 * Tells the cause of a failure; undefined where the call succeeded.
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
