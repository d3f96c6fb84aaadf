import type { Candidate } from '../routing/candidate';
import { isApiRefusal } from './api-refusal';
import type { AnsweredResult, Attempt } from './attempt';
import { findModelRefusal, type ModelRefusal } from './model-refusal';
import { normalizeException } from './stream-exception';
import { isTierRefusal } from './tier-refusal';

/** Why a call failed, as far as that decides what to try next. */
export type FailureCause =
  | 'capacity'
  | 'silence'
  | 'quota'
  | 'connection'
  | 'tier-refused'
  | 'unsupported-api'
  | ModelRefusal
  | 'final';

/** As in the SDK's own table of transient errors. */
const CAPACITY_STATUSES: readonly number[] = [500, 502, 503, 504];
/** Bedrock waited for the model as long as it does, so the model has worked. */
const MODEL_TIMEOUT = 408;
/** Bedrock's own sentences are shorter. A longer message quotes the request, and searching it could take seconds. */
const LONGEST_MESSAGE = 1_000;

/**
 * Finds the cause of a failure; undefined if the call succeeded.
 *
 * | seen                                                           | cause             |
 * |----------------------------------------------------------------|-------------------|
 * | 500, 502, 503, 504, ModelNotReadyException (429)               | `capacity`        |
 * | the request was not delivered                                  | `capacity`        |
 * | the credentials of the connection could not be had             | `connection`      |
 * | no first byte in time, 408                                     | `silence`         |
 * | the connection broke off after the request was delivered       | `silence`         |
 * | ThrottlingException and any other 429                          | `quota`           |
 * | 400 in words about the tier that was sent                      | `tier-refused`    |
 * | 400, 404 in words about the API that was called                | `unsupported-api` |
 * | 400, 403, 404 in words about the end of the model              | `retired`         |
 * | 400, 403, 404 in words about the account's or Region's access  | `no-access`       |
 * | any other 4xx or 5xx, 424 among them                           | `final`           |
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html
 */
export function findFailureCause({
  candidate,
  result,
}: Pick<Attempt, 'candidate' | 'result'>): FailureCause | undefined {
  if (result.kind === 'silent' || result.kind === 'broken') return 'silence';
  if (result.kind === 'unreachable') return 'capacity';
  if (result.kind === 'unconnected') return 'connection';
  const { status, exception } = result;
  if (status < 400) return undefined;
  if (status === MODEL_TIMEOUT) return 'silence';
  if (CAPACITY_STATUSES.includes(status)) return 'capacity';
  if (status === 429) return isNotReady(exception) ? 'capacity' : 'quota';
  return findRefusal({ ...result, message: result.message?.slice(0, LONGEST_MESSAGE) }, candidate);
}

function findRefusal(refusal: AnsweredResult, { tier }: Candidate): FailureCause {
  if (isTierRefusal(refusal, tier)) return 'tier-refused';
  if (isApiRefusal(refusal)) return 'unsupported-api';
  return findModelRefusal(refusal) ?? 'final';
}

function isNotReady(exception = ''): boolean {
  return normalizeException(exception) === 'modelnotready';
}
