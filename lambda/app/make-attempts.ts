import { RouterError } from '../core/errors/router-error';
import type { Outcome } from '../core/receipts/outcome';
import type { Attempt } from '../core/recovery/attempt';
import { findFailureCause } from '../core/recovery/failure-cause';
import {
  chooseFirstAttempt,
  findRestMillis,
  type LeasedCandidate,
} from '../core/recovery/first-attempt';
import {
  chooseNextAttempt,
  type FailedAttempt,
  type NextAttempt,
} from '../core/recovery/next-attempt';
import { findTierFallback } from '../core/recovery/tier-fallback';
import type { Candidate } from '../core/routing/candidate';
import type { Plan } from '../core/routing/plan';
import { TIMES } from '../core/settings/times';
import { type Call, callBedrock, leaveCall } from './call-bedrock';
import type { Deadline } from './deadline';
import type { Router } from './ports';

/** One request while its plan is carried out. */
interface Search {
  readonly plan: Plan;
  readonly router: Router;
  readonly deadline: Deadline;
  readonly attempts: Attempt[];
  readonly failed: FailedAttempt[];
}

type PreparedAttempt =
  | Exclude<NextAttempt, { kind: 'call' }>
  | ({ readonly kind: 'call' } & LeasedCandidate);

const GIVE_UP: PreparedAttempt = { kind: 'give-up' };

/**
 * Makes the calls of a plan, one after another, until one is served or none is left that could help. The cause of a
 * failure decides what is called next; the last answer goes back to the caller.
 *
 * @param attempts receives each attempt as it ends, so that a receipt has them whatever happens
 * @throws the reason of the deadline's signal once it is aborted
 */
export async function makeAttempts(
  plan: Plan,
  router: Router,
  { deadline, attempts }: Pick<Search, 'deadline' | 'attempts'>,
): Promise<Outcome> {
  const { failures, clock } = router;
  const search: Search = { plan, router, deadline, attempts, failed: [] };
  const { detour, ...first } = chooseFirstAttempt(plan.calls, failures, clock());
  let current: LeasedCandidate = first;
  try {
    for (;;) {
      const call = await makeAttempt(current.candidate, search);
      const cause = findFailureCause(call.attempt.result);
      if (cause !== undefined) search.failed.push({ candidate: current.candidate, cause });
      const next = cause === undefined ? GIVE_UP : await prepareNext(search);
      if (next.kind !== 'retry') failures.record(current.candidate, cause, clock());
      if (next.kind === 'give-up') return composeOutcome(call, search, detour);
      await leaveCall(call);
      if (next.kind === 'call') {
        failures.release(current.lease);
        current = next;
      }
    }
  } finally {
    // An aborted request learnt nothing about the candidate.
    failures.release(current.lease);
  }
}

/** A call that was not sent is not an attempt, because Bedrock cannot bill it. */
async function makeAttempt(
  candidate: Candidate,
  { plan, router, deadline, attempts }: Search,
): Promise<Call> {
  const { signal } = deadline;
  signal.throwIfAborted();
  const call = await callBedrock(plan, candidate, { router, signal });
  attempts.push(call.attempt);
  if (call.answer instanceof RouterError) signal.throwIfAborted();
  return call;
}

/** Pauses before a retry. An attempt needs enough time both before and after the pause. */
async function prepareNext(search: Search): Promise<PreparedAttempt> {
  const { router, deadline } = search;
  const next = chooseNext(search);
  if (next.kind === 'retry' && hasTime(deadline)) await router.timeouts.pause(deadline.signal);
  deadline.signal.throwIfAborted();
  if (next.kind === 'give-up' || !hasTime(deadline)) return GIVE_UP;
  if (next.kind === 'retry') return next;
  return { ...next, lease: router.failures.lease(next.candidate, router.clock()) };
}

function hasTime(deadline: Deadline): boolean {
  return deadline.remainingMillis() >= TIMES.leastAttemptMillis;
}

function chooseNext({ plan, failed, router: { failures, clock } }: Search): NextAttempt {
  const now = clock();
  return chooseNextAttempt({
    calls: plan.calls,
    failed,
    isResting: (candidate) => failures.restMillis(candidate, now) > 0,
    isTierRefused: (candidate) => failures.isTierRefused(candidate, now),
  });
}

function composeOutcome(
  { answer, attempt }: Call,
  { plan, router, attempts, failed }: Search,
  detour: ReturnType<typeof chooseFirstAttempt>['detour'],
): Outcome {
  const restMillis = findRestMillis(plan.calls, router.failures, router.clock());
  const tried = { plan, attempts, restMillis };
  if (answer instanceof RouterError) return { kind: 'refused', error: answer, ...tried };
  const answeredBy = attempt.candidate;
  const tierFallback = findTierFallback({ plan, answeredBy, detour, failed });
  return { kind: 'reply', reply: answer, answeredBy, tierFallback, ...tried };
}
