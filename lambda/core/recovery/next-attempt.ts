import { type Candidate, isSameCandidate, isSamePool } from '../routing/candidate';
import { findCall, type PlannedCall } from '../routing/plan';
import { DEFAULT_RETRY, type RetrySettings } from '../settings/operation/operation-settings';
import type { Attempt } from './attempt';
import { type FailureCause, findFailureCause } from './failure-cause';
import type { KnownFailures } from './failure-memory';

/** A call that failed. */
export interface FailedAttempt {
  readonly candidate: Candidate;
  readonly cause: FailureCause;
  /** Undefined without an answer. */
  readonly status?: number | undefined;
}

/** Undefined if the call succeeded. */
export function findFailure(attempt: Attempt): FailedAttempt | undefined {
  const { candidate, result } = attempt;
  const cause = findFailureCause(attempt);
  const status = result.kind === 'answered' ? result.status : undefined;
  return cause === undefined ? undefined : { candidate, cause, status };
}

export interface RecoveryState {
  /** The calls of the plan. */
  readonly calls: readonly PlannedCall[];
  /** In the order in which they failed; at least one. */
  readonly failed: readonly FailedAttempt[];
  /** What failed in other requests. */
  readonly known: KnownFailures;
  /** Whether the retry budget covers another call of the same candidate. */
  readonly mayRetry: boolean;
  /** Those of the operation's settings, if it has any. */
  readonly retry?: RetrySettings | undefined;
}

export type NextAttempt =
  /** The same call once more, after a short pause of random length. */
  | { readonly kind: 'retry'; readonly candidate: Candidate }
  | { readonly kind: 'call'; readonly candidate: Candidate }
  /** No call is left that could help: the last answer goes back. */
  | { readonly kind: 'give-up' };

/** After these, no call of the same base model by the same connection could help. */
const MODEL_CAUSES: readonly FailureCause[] = ['quota', 'retired', 'no-access', 'unsupported-api'];

/**
 * Decides what to call after a failure, by its cause.
 *
 * | cause                  | next                                                                             |
 * |------------------------|----------------------------------------------------------------------------------|
 * | `capacity`             | the same call once more if the retry budget covers it, then the next candidate;  |
 * |                        | settings may ask for more calls, or for none                                     |
 * | `silence`              | the next candidate: the same call again would take as long and be paid twice     |
 * | `quota`                | the next candidate of another pool: tiers of one model and connection share one; |
 * |                        | the same call before that only if settings ask for it                            |
 * | `retired`, `no-access` | the next candidate of another base model or connection                           |
 * | `unsupported-api`      | the same; it is not remembered, because the model may answer on other APIs       |
 * | `connection`           | the next candidate of another connection                                         |
 * | `tier-refused`         | the same model without a tier                                                    |
 * | `final`                | nothing                                                                          |
 *
 * A strict request has a single call in its plan, so there is no next candidate and no model without a tier.
 */
export function chooseNextAttempt(state: RecoveryState): NextAttempt {
  const last = state.failed.at(-1);
  if (last === undefined) return { kind: 'give-up' };
  switch (last.cause) {
    case 'capacity':
    case 'quota':
      return isRetryDue(last, state)
        ? { kind: 'retry', candidate: last.candidate }
        : callNext(state);
    case 'silence':
    case 'retired':
    case 'no-access':
    case 'unsupported-api':
    case 'connection':
      return callNext(state);
    case 'tier-refused':
      return callWithoutTier(last.candidate, state);
    case 'final':
      return { kind: 'give-up' };
    default:
      return last.cause satisfies never;
  }
}

/** Lists the route's candidates in order, each without its tier if its model refused the tier recently. */
export function listCandidates(
  calls: readonly PlannedCall[],
  { isTierRefused }: Pick<KnownFailures, 'isTierRefused'>,
): readonly Candidate[] {
  return calls
    .filter(({ reason }) => reason !== 'without-tier')
    .map(({ candidate }) =>
      isTierRefused(candidate) ? (findWithoutTier(calls, candidate) ?? candidate) : candidate,
    );
}

/** A call that was not delivered has no status, and is always made again. */
function isRetryDue(last: FailedAttempt, state: RecoveryState): boolean {
  const { mayRetry, retry = DEFAULT_RETRY } = state;
  if (!mayRetry || countFailures(last.candidate, state) >= retry.attempts) return false;
  const status = readRetryStatus(last);
  return status === undefined || retry.onStatuses.includes(status);
}

/** A model that is not ready answers 429, but lacks capacity like one that answers 503. */
function readRetryStatus({ cause, status }: FailedAttempt): number | undefined {
  if (cause === 'quota') return 429;
  return status === 429 ? 503 : status;
}

function findWithoutTier(
  calls: readonly PlannedCall[],
  candidate: Candidate,
): Candidate | undefined {
  return findCall(calls, { ...candidate, tier: 'default' })?.candidate;
}

function countFailures(candidate: Candidate, { failed }: RecoveryState): number {
  return failed.filter((attempt) => isSameCandidate(attempt.candidate, candidate)).length;
}

function callNext(state: RecoveryState): NextAttempt {
  const { calls, failed, known } = state;
  const spent = failed.filter(({ cause }) => MODEL_CAUSES.includes(cause));
  const candidate = listCandidates(calls, known).find(
    (next) =>
      known.findRest(next) === undefined &&
      countFailures(next, state) === 0 &&
      !spent.some((attempt) => isSamePool(attempt.candidate, next)) &&
      !hasNoConnection(next, failed),
  );
  return candidate === undefined ? { kind: 'give-up' } : { kind: 'call', candidate };
}

function hasNoConnection({ connection }: Candidate, failed: readonly FailedAttempt[]): boolean {
  return failed.some(
    ({ cause, candidate }) => cause === 'connection' && candidate.connection === connection,
  );
}

function callWithoutTier(refused: Candidate, state: RecoveryState): NextAttempt {
  const candidate = findWithoutTier(state.calls, refused);
  if (candidate === undefined || countFailures(candidate, state) > 0) return callNext(state);
  return { kind: 'call', candidate };
}
