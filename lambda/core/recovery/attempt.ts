import type { Candidate } from '../routing/candidate';
import type { AdaptationReport } from '../wire/adaptation/adaptation';

export interface AnsweredResult {
  readonly kind: 'answered';
  /** If a stream began with an exception, the status that the exception stands for. */
  readonly status: number;
  /** E.g. `ThrottlingException`, or `throttlingException` in a stream. */
  readonly exception: string | undefined;
  readonly message: string | undefined;
}

/** How a call ended: with an answer and its status, or without one. */
export type AttemptResult =
  | AnsweredResult
  /** The credentials of the candidate's connection could not be had, or not in time, so that nothing was sent. */
  | { readonly kind: 'unconnected'; readonly isLate?: boolean }
  /** The request was not delivered. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'silent' }
  /** The connection broke off after the request was delivered, and before anything was passed on. */
  | { readonly kind: 'broken' };

/** Whether a time limit ended the call. */
export function endedLate(result: AttemptResult): boolean {
  return result.kind === 'silent' || (result.kind === 'unconnected' && result.isLate === true);
}

/** One call to Bedrock within a request. */
export interface Attempt {
  readonly candidate: Candidate;
  /** How the call differed from the request. Undefined if the request is not adapted. */
  readonly adapted?: AdaptationReport | undefined;
  readonly result: AttemptResult;
  /** The time until the first byte of the answer, the first message of a stream, or the end of the wait. */
  readonly millis: number;
}
