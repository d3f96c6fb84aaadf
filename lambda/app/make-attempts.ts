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
import { type Call, callBedrock, discardAnswer } from './call-bedrock';
import type { Deadline } from './deadline';
import type { Router } from './ports';

/** One request while its calls are made. */
interface Execution {
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
  const { failures } = router;
  const execution: Execution = { plan, router, deadline, attempts, failed: [] };
  const { detour, ...first } = chooseFirstAttempt(plan.calls, failures, router.clock());
  let current: LeasedCandidate = first;
  try {
    for (;;) {
      const call = await makeAttempt(current.candidate, execution);
      const next = await recordAndPrepare(call, execution);
      if (next.kind === 'give-up') return composeOutcome(call, execution, detour);
      if (next.kind === 'call') {
        failures.release(current.lease);
        current = next;
      }
      await discardAnswer(call);
    }
  } finally {
    // An aborted request has not recorded how its last call ended.
    failures.release(current.lease);
  }
}

/** A call that was not sent is not an attempt, because Bedrock cannot bill it. */
async function makeAttempt(
  candidate: Candidate,
  { plan, router, deadline, attempts }: Execution,
): Promise<Call> {
  const { signal } = deadline;
  signal.throwIfAborted();
  const call = await callBedrock(plan, candidate, { router, signal });
  attempts.push(call.attempt);
  if (call.answer instanceof RouterError) signal.throwIfAborted();
  return call;
}

/** Records how a call ended, unless it is repeated, and prepares what follows it. */
async function recordAndPrepare(
  { attempt: { candidate, result } }: Call,
  execution: Execution,
): Promise<PreparedAttempt> {
  const { failures, clock } = execution.router;
  const cause = findFailureCause(result);
  if (cause !== undefined) execution.failed.push({ candidate, cause });
  const next = cause === undefined ? GIVE_UP : await prepareNext(execution);
  if (next.kind !== 'retry') failures.record(candidate, cause, clock());
  return next;
}

/** Pauses before a retry. An attempt needs enough time both before and after the pause. */
async function prepareNext(execution: Execution): Promise<PreparedAttempt> {
  const { router, deadline } = execution;
  const next = chooseNext(execution);
  if (next.kind === 'retry' && hasTime(deadline)) await router.timeouts.pause(deadline.signal);
  deadline.signal.throwIfAborted();
  if (next.kind === 'give-up' || !hasTime(deadline)) return GIVE_UP;
  if (next.kind === 'retry') return next;
  return { ...next, lease: router.failures.lease(next.candidate, router.clock()) };
}

function hasTime(deadline: Deadline): boolean {
  return deadline.remainingMillis() >= TIMES.leastAttemptMillis;
}

function chooseNext({ plan, failed, router: { failures, clock } }: Execution): NextAttempt {
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
  { plan, router, attempts, failed }: Execution,
  detour: ReturnType<typeof chooseFirstAttempt>['detour'],
): Outcome {
  const restMillis = findRestMillis(plan.calls, router.failures, router.clock());
  const tried = { plan, attempts, restMillis };
  if (answer instanceof RouterError) return { kind: 'refused', error: answer, ...tried };
  const answeredBy = attempt.candidate;
  const tierFallback = findTierFallback({ plan, answeredBy, detour, failed });
  return { kind: 'reply', reply: answer, answeredBy, tierFallback, ...tried };
}
