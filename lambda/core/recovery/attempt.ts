import type { Candidate } from '../routing/candidate';

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
  /** It began as a success and broke off before anything was passed on. */
  | { readonly kind: 'broken' };

/** One call to Bedrock within a request. */
export interface Attempt {
  readonly candidate: Candidate;
  readonly result: AttemptResult;
  /** Until the first byte of the answer, of a stream its first message; or until the call was given up. */
  readonly millis: number;
}
