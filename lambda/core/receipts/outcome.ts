import { ROUTER_ERRORS, type RouterError } from '../errors/router-error';
import type { Attempt } from '../recovery/attempt';
import { readStreamExceptionStatus } from '../recovery/stream-exception';
import type { TierFallback } from '../recovery/tier-fallback';
import type { Candidate } from '../routing/candidate';
import type { Plan } from '../routing/plan';
import type { Headers } from '../wire/forwarded-headers';
import type { ReplyFacts } from '../wire/reply-facts';
import type { DraftReceipt } from './receipt';

/** What Bedrock answered to one call, with any status. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /**
   * The bytes as they arrive. Can be read once.
   *
   * Throws a RouterError if they end too early: the signal's reason, or `stream-broken`.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** What is known before the body is read: everything about a whole reply, the headers and first message of a stream. */
  readonly opening: ReplyFacts;
  /** What is known after the body has ended, has broken off or was discarded. */
  readonly readEnd: () => ReplyFacts;
}

/** Whether a model began to answer. A stream may begin with an exception although its status is 200. */
export function isServed({ status, opening }: Reply): boolean {
  return status < 400 && opening.openingException === undefined;
}

interface OutcomeBase {
  /** Undefined if the request was refused before it was planned. */
  readonly plan: Plan | undefined;
  /** What is known about a request without a plan. */
  readonly draft?: DraftReceipt | undefined;
  readonly attempts: readonly Attempt[];
  /** Milliseconds until a candidate may be called again; 0 if one may be called now. */
  readonly restMillis: number;
}

/** Bedrock answered, even if with an error. */
export interface RepliedOutcome extends OutcomeBase {
  readonly kind: 'reply';
  readonly plan: Plan;
  readonly reply: Reply;
  readonly answeredBy: Candidate;
  readonly tierFallback: TierFallback | undefined;
  /** The age of the reply of an equal request that answers this one. Undefined if Bedrock answered. */
  readonly cachedSeconds?: number | undefined;
}

/** The router answers with an error of its own. */
export interface RefusedOutcome extends OutcomeBase {
  readonly kind: 'refused';
  readonly error: RouterError;
}

/** A bug of the router. The answer has only the request ID. */
export interface BugOutcome extends OutcomeBase {
  readonly kind: 'bug';
  readonly cause: unknown;
}

/** How a request ended before its answer was sent. */
export type Outcome = RepliedOutcome | RefusedOutcome | BugOutcome;

const NOTHING_TRIED = { plan: undefined, attempts: [], restMillis: 0 } as const;

/** The outcome of a request that was refused before it was planned. */
export function refuseUnplanned(error: RouterError, draft?: DraftReceipt): RefusedOutcome {
  return { kind: 'refused', error, draft, ...NOTHING_TRIED };
}

/** The outcome of a request that met a bug before it was planned. */
export function breakUnplanned(cause: unknown, draft?: DraftReceipt): BugOutcome {
  return { kind: 'bug', cause, draft, ...NOTHING_TRIED };
}

const BUG_STATUS = 500;

/** The HTTP status with which an outcome is answered. */
export function readStatus(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'reply':
      return outcome.reply.status;
    case 'refused':
      return ROUTER_ERRORS[outcome.error.code].status;
    case 'bug':
      return BUG_STATUS;
    default:
      return outcome satisfies never;
  }
}

/** The status with which a request ended. For a stream that failed, it is not the 200 with which it began. */
export function readFinalStatus(outcome: Outcome, interruption: RouterError | undefined): number {
  if (interruption !== undefined) return ROUTER_ERRORS[interruption.code].status;
  const exception = outcome.kind === 'reply' ? outcome.reply.readEnd().streamException : undefined;
  return exception === undefined ? readStatus(outcome) : readStreamExceptionStatus(exception);
}
