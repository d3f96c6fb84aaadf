import { RouterError } from '../core/errors/router-error';
import type { TieredModelId } from '../core/ids/tiered-model-id';
import type { TierFallback } from '../core/receipts/outcome';
import type { Attempt } from '../core/recovery/attempt';
import { findFailureCause } from '../core/recovery/failure-cause';
import type { Lease } from '../core/recovery/failure-memory';
import {
  chooseNextAttempt,
  type FailedAttempt,
  type NextAttempt,
} from '../core/recovery/next-attempt';
import { isAllowedTier } from '../core/routing/access-bounds';
import type { Target } from '../core/routing/target';
import { type Call, callCandidate, leaveCall } from './call-candidate';
import { findFallback } from './find-fallback';
import { type Candidates, findRestMillis, listCandidates } from './list-candidates';
import type { Deadline, Router } from './ports';

/** What came of all calls of one request: the answer of the last one. */
export interface Recovered {
  readonly answer: Call['answer'];
  readonly answeredBy: TieredModelId;
  readonly tierFallback: TierFallback | undefined;
  /** Until one of the candidates may be asked again; 0 where one may be asked now. */
  readonly restMillis: number;
}

/** A request as far as it got. */
interface Search {
  readonly target: Target;
  readonly candidates: Candidates;
  readonly failed: FailedAttempt[];
}

/** A candidate to be called, and the lease on it; none if it is called although it rests. */
interface Leased {
  readonly candidate: TieredModelId;
  readonly lease: Lease | undefined;
}

type PreparedAttempt =
  | Exclude<NextAttempt, { kind: 'call' }>
  | ({ readonly kind: 'call' } & Leased);

/** Less than the shortest answer takes: an attempt that cannot end is worse than an answer now. */
const LEAST_ATTEMPT_MILLIS = 1_000;

const GIVE_UP: PreparedAttempt = { kind: 'give-up' };

/**
 * Asks the candidates of a request, one after another, until one serves or nothing is left that could help. What to
 * try next is decided by the cause of the failure; the last answer goes back to the caller.
 *
 * @param attempts every call is noted here as it ends, so that a receipt has them whatever happens
 * @throws the reason of the deadline's signal once it is aborted
 */
export async function askCandidates(
  target: Target,
  router: Router,
  { deadline, attempts }: { readonly deadline: Deadline; readonly attempts: Attempt[] },
): Promise<Recovered> {
  const candidates = listCandidates(target, router);
  const search: Search = { target, candidates, failed: [] };
  const ask = { router, signal: deadline.signal, attempts };
  let asked: Leased = { candidate: candidates.first, lease: candidates.lease };
  try {
    for (;;) {
      const call = await askCandidate(target, asked.candidate, ask);
      const cause = findFailureCause(call.attempt.result);
      if (cause !== undefined) search.failed.push({ candidate: asked.candidate, cause });
      const next = cause === undefined ? GIVE_UP : await prepareNext(search, deadline, router);
      if (next.kind !== 'retry') router.failures.record(asked.candidate, cause, router.clock());
      if (next.kind === 'give-up') return composeRecovered(call, search, router);
      await leaveCall(call);
      if (next.kind === 'call') {
        router.failures.release(asked.lease);
        asked = next;
      }
    }
  } finally {
    // An aborted request learnt nothing about the candidate.
    router.failures.release(asked.lease);
  }
}

/** A call that was not sent is not an attempt, because Bedrock cannot bill it. */
async function askCandidate(
  target: Target,
  candidate: TieredModelId,
  ask: { readonly router: Router; readonly signal: AbortSignal; readonly attempts: Attempt[] },
): Promise<Call> {
  ask.signal.throwIfAborted();
  const call = await callCandidate(target, candidate, ask);
  ask.attempts.push(call.attempt);
  if (call.answer instanceof RouterError) ask.signal.throwIfAborted();
  return call;
}

function composeRecovered(
  { answer, attempt }: Call,
  { target, candidates, failed }: Search,
  router: Router,
): Recovered {
  const answeredBy = attempt.candidate;
  const tierFallback = findFallback(target, answeredBy, { failed, detour: candidates.detour });
  return { answer, answeredBy, tierFallback, restMillis: findRestMillis(candidates.all, router) };
}

/** Waits where a pause belongs; the deadline must have time for an attempt before that and after it. */
async function prepareNext(
  search: Search,
  deadline: Deadline,
  router: Router,
): Promise<PreparedAttempt> {
  const next = chooseNext(search, router);
  if (next.kind === 'retry' && hasTime(deadline)) await router.timeouts.pause(deadline.signal);
  deadline.signal.throwIfAborted();
  if (next.kind === 'give-up' || !hasTime(deadline)) return GIVE_UP;
  if (next.kind === 'retry') return next;
  return { ...next, lease: router.failures.lease(next.candidate, router.clock()) };
}

function hasTime(deadline: Deadline): boolean {
  return deadline.remainingMillis() >= LEAST_ATTEMPT_MILLIS;
}

function chooseNext({ target, candidates, failed }: Search, router: Router): NextAttempt {
  const now = router.clock();
  return chooseNextAttempt({
    candidates: candidates.all.filter((each) => router.failures.restMillis(each, now) === 0),
    failed,
    isStrict: target.isStrict,
    allowsDefaultTier: isAllowedTier(target.bounds, 'default'),
  });
}
