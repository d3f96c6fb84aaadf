import { lookUpTierSupport } from '../core/catalog/tier-support';
import { RouterError } from '../core/errors/router-error';
import type { Outcome } from '../core/receipts/outcome';
import { type Attempt, type AttemptResult, endedLate } from '../core/recovery/attempt';
import { findFailureCause } from '../core/recovery/failure-cause';
import type { Asker, FailureMemory } from '../core/recovery/failure-memory';
import {
  chooseFirstAttempt,
  type FirstAttempt,
  findRestMillis,
} from '../core/recovery/first-attempt';
import {
  chooseNextAttempt,
  type FailedAttempt,
  findFailure,
  type NextAttempt,
} from '../core/recovery/next-attempt';
import { findTierFallback } from '../core/recovery/tier-fallback';
import { type Candidate, isSameCandidate, isSamePool } from '../core/routing/candidate';
import type { Plan } from '../core/routing/plan';
import { TIMES } from '../core/settings/times';
import { findWire } from '../core/wire/find-wire';
import { type Call, callBedrock, discardAnswer } from './call-bedrock';
import type { Deadline } from './deadline';
import { chooseMemory, readKnown } from './known-failures';
import { RequestMedia } from './media/request-media';
import type { Router } from './ports';

/** One request while its calls are made. */
interface Execution {
  readonly plan: Plan;
  readonly router: Router;
  readonly deadline: Deadline;
  readonly attempts: Attempt[];
  readonly failed: FailedAttempt[];
  readonly failures: FailureMemory;
  readonly asker: Asker;
  readonly media: RequestMedia;
}

/**
 * Makes the calls of a plan, one after another, until one succeeds or no other call could help. The cause of a failure
 * decides what is called next. The last answer goes back to the caller.
 *
 * @param attempts receives each attempt as it ends, so that a receipt has them whatever happens
 * @throws the reason of the deadline's signal once it is aborted
 */
export async function makeAttempts(
  plan: Plan,
  router: Router,
  { deadline, attempts }: Pick<Execution, 'deadline' | 'attempts'>,
): Promise<Outcome> {
  const { caller, isStrict, catalog } = plan;
  const failures = chooseMemory(plan, router);
  const doubtsTier = ({ baseModelId, tier }: Candidate) =>
    lookUpTierSupport(catalog, baseModelId, tier) === 'unsupported';
  const asker = { callerId: caller?.id, isStrict, doubtsTier };
  const media = new RequestMedia(router.media);
  const execution = { plan, router, deadline, attempts, failed: [], failures, asker, media };
  const { candidate, detour } = chooseFirstAttempt(plan.calls, readKnown(execution));
  let call = await callLeased(candidate, execution);
  for (;;) {
    const next = findFailureCause(call.attempt) && chooseNextInTime(execution);
    if (next === undefined) return composeOutcome(call, execution, detour);
    // Nothing may wait between this choice and the lease, or two requests would probe the same candidate.
    call = await callLeased(next, execution, call);
  }
}

/**
 * Calls a candidate, again if a retry is due, and remembers the end of the last call. The lease is released even if the
 * request is aborted, so that the next request may probe the candidate.
 */
async function callLeased(
  candidate: Candidate,
  execution: Execution,
  previous?: Call,
): Promise<Call> {
  const { failures, asker, router } = execution;
  const lease = failures.lease(candidate, asker, router.clock());
  try {
    if (previous !== undefined) await discardAnswer(previous);
    let call = await makeAttempt(candidate, execution);
    let retried: AttemptResult | undefined;
    for (;;) {
      const retry = await retryIfDue(call, execution);
      if (retry === undefined) break;
      retried = call.attempt.result;
      call = retry;
    }
    remember(call, execution, retried);
    return call;
  } finally {
    failures.release(lease);
  }
}

/** Undefined if no retry is due. An attempt needs enough time both before and after the pause. */
async function retryIfDue(failed: Call, execution: Execution): Promise<Call | undefined> {
  const { router, deadline } = execution;
  const { candidate, result } = failed.attempt;
  if (findFailureCause(failed.attempt) === undefined || !hasTime(deadline)) return undefined;
  if (chooseNext(execution, router.retries.covers(result)).kind !== 'retry') return undefined;
  router.retries.take(result);
  const retries = execution.failed.filter((each) => isSameCandidate(each.candidate, candidate));
  await router.timeouts.pause(TIMES.retryPauseMillis * 2 ** (retries.length - 1), deadline.signal);
  deadline.signal.throwIfAborted();
  if (!hasTime(deadline)) return undefined;
  await discardAnswer(failed);
  return makeAttempt(candidate, execution);
}

/** A call that was not sent is not an attempt, because Bedrock cannot bill it. */
async function makeAttempt(candidate: Candidate, execution: Execution): Promise<Call> {
  const { plan, router, deadline, attempts, media } = execution;
  const { signal } = deadline;
  signal.throwIfAborted();
  const request = await media.loadFor(candidate, plan, signal);
  const options = { router, deadline, hasFallback: hasFallbackAfterSilence(candidate, execution) };
  const call = await callBedrock({ ...plan, request }, candidate, options);
  attempts.push(call.attempt);
  const failure = findFailure(call.attempt);
  if (failure !== undefined) execution.failed.push(failure);
  if (call.answer instanceof RouterError) signal.throwIfAborted();
  return call;
}

function hasFallbackAfterSilence(candidate: Candidate, execution: Execution): boolean {
  const failed: readonly FailedAttempt[] = [...execution.failed, { candidate, cause: 'silence' }];
  return chooseNext({ ...execution, failed }, false).kind !== 'give-up';
}

function chooseNextInTime(execution: Execution): Candidate | undefined {
  const { deadline } = execution;
  deadline.signal.throwIfAborted();
  const next = chooseNext(execution, false);
  return next.kind === 'give-up' || !hasTime(deadline) ? undefined : next.candidate;
}

function hasTime(deadline: Deadline): boolean {
  return deadline.remainingMillis() >= TIMES.leastAttemptMillis;
}

function chooseNext(
  execution: Omit<Execution, 'failed'> & { readonly failed: readonly FailedAttempt[] },
  mayRetry: boolean,
): NextAttempt {
  const { plan, failed } = execution;
  const { calls, settings } = plan;
  const known = readKnown(execution);
  return chooseNextAttempt({ calls, failed, known, mayRetry, retry: settings?.retry });
}

/**
 * Remembers how the last call to a candidate ended. A refused tier counts once the call without it succeeds. A silence
 * that only the caller's own limit ended says nothing about the candidate.
 */
function remember(
  { attempt }: Call,
  { plan, deadline, failures, failed, asker, router }: Execution,
  retried: AttemptResult | undefined,
): void {
  const { candidate, result } = attempt;
  const isOwnLimit = deadline.isShortened && !findWire(plan.action).isStreaming;
  if (endedLate(result) && isOwnLimit) return;
  const cause = findFailureCause(attempt);
  const now = router.clock();
  failures.record({ candidate, cause }, asker, now);
  if (cause !== undefined) return;
  router.retries.refund(retried);
  const refused = failed.filter(
    (each) => each.cause === 'tier-refused' && isSamePool(each.candidate, candidate),
  );
  for (const each of refused) failures.recordRefusedTier(each.candidate, now);
}

function composeOutcome(
  { answer, attempt }: Call,
  execution: Execution,
  detour: FirstAttempt['detour'],
): Outcome {
  const { plan, attempts, failed } = execution;
  const tried = { plan, attempts, restMillis: findRestMillis(plan.calls, readKnown(execution)) };
  if (answer instanceof RouterError) return { kind: 'refused', error: answer, ...tried };
  const answeredBy = attempt.candidate;
  const tierFallback = findTierFallback({ plan, answeredBy, detour, failed });
  return { kind: 'reply', reply: answer, answeredBy, tierFallback, ...tried };
}
