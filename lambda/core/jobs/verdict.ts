import { MAY_PASS_LATER } from '../errors/may-pass-later';
import type { RouterErrorCode } from '../errors/router-error';
import type { Outcome, RepliedOutcome } from '../receipts/outcome';
import { type FailureCause, findFailureCause } from '../recovery/failure-cause';

/** Why a job failed. */
export interface JobError {
  /** E.g. `deadline-passed`, `unknown-operation` or `ValidationException`. */
  readonly code: string;
  /** For the job's owner alone, because Bedrock's messages may quote the request. */
  readonly message: string;
}

/** What follows from an attempt. */
export type Verdict =
  | { readonly kind: 'succeeded' }
  /** The same attempt may succeed later. */
  | { readonly kind: 'wait'; readonly reason: string; readonly isLost: boolean }
  /** No time will make the primary answer, but a fallback may answer now. */
  | { readonly kind: 'escalate'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: JobError };

/** A job has the time for these, although a request that somebody waits for has not. */
const PASSES_IN_TIME: readonly RouterErrorCode[] = ['budget-exceeded', 'timed-out'];

/** Failures after which Bedrock may bill the call. */
const LOST_CODES: readonly RouterErrorCode[] = ['timed-out', 'reply-broken', 'stream-broken'];

/** Attempts that Bedrock may have billed without an answer. A job that loses so many ends, because each may cost the whole. */
export const MOST_LOST_ATTEMPTS = 5;

/**
 * Decides what follows from an attempt of a job.
 *
 * | Attempt ended with                                   | Verdict                                                   |
 * |------------------------------------------------------|-----------------------------------------------------------|
 * | a response                                           | `succeeded`                                               |
 * | capacity, silence, quota, connection                 | `wait`                                                    |
 * | retired, no access, tier refused                     | `escalate` while fallbacks are held back, else `failed`   |
 * | any other error of Bedrock                           | `failed`                                                  |
 * | ledger, Parameter Store or Bedrock not available     | `wait`                                                    |
 * | budget exceeded                                      | `wait`: the period ends, and operators raise budgets      |
 * | any other refusal, a bug                             | `failed`                                                  |
 *
 * @param holdsBack whether the plan had fallbacks that were not asked
 */
export function judgeOutcome(outcome: Outcome, holdsBack: boolean): Verdict {
  switch (outcome.kind) {
    case 'reply':
      return judgeReply(outcome, holdsBack);
    case 'refused': {
      const { code, message } = outcome.error;
      const passes = MAY_PASS_LATER[code] || PASSES_IN_TIME.includes(code);
      if (!passes) return { kind: 'failed', error: { code, message } };
      const isLost = LOST_CODES.includes(code) && outcome.attempts.length > 0;
      return { kind: 'wait', reason: code, isLost };
    }
    case 'bug':
      return { kind: 'failed', error: { code: 'internal-error', message: 'internal error' } };
    default:
      return outcome satisfies never;
  }
}

function judgeReply(outcome: RepliedOutcome, holdsBack: boolean): Verdict {
  const last = outcome.attempts.at(-1);
  const cause = last && findFailureCause(last);
  if (cause === undefined) return { kind: 'succeeded' };
  return judgeCause(cause, outcome, holdsBack);
}

function judgeCause(cause: FailureCause, outcome: RepliedOutcome, holdsBack: boolean): Verdict {
  switch (cause) {
    case 'capacity':
    case 'quota':
    case 'connection':
      return { kind: 'wait', reason: cause, isLost: false };
    case 'silence':
      return { kind: 'wait', reason: cause, isLost: true };
    case 'retired':
    case 'no-access':
    case 'tier-refused':
    case 'unsupported-api':
      if (holdsBack) return { kind: 'escalate', reason: cause };
      return { kind: 'failed', error: composeBedrockError(outcome) };
    case 'final':
      return { kind: 'failed', error: composeBedrockError(outcome) };
    default:
      return cause satisfies never;
  }
}

function composeBedrockError({ reply }: RepliedOutcome): JobError {
  const [exception] = (reply.headers['x-amzn-errortype'] ?? '').split(':');
  const message = reply.opening.errorMessage ?? `Amazon Bedrock answered with ${reply.status}`;
  return { code: exception || `HTTP ${reply.status}`, message };
}
