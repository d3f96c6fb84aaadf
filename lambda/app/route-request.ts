import { requireCaller } from '../core/callers/policies';
import type { Caller } from '../core/callers/policy';
import { RouterError } from '../core/errors/router-error';
import { draftReceipt } from '../core/receipts/draft-receipt';
import { breakUnplanned, type Outcome, refuseUnplanned } from '../core/receipts/outcome';
import { composeRequestMetadata } from '../core/receipts/request-metadata';
import type { Attempt } from '../core/recovery/attempt';
import type { Plan } from '../core/routing/plan';
import { planRequest } from '../core/routing/plan-request';
import { findTimeoutMillis } from '../core/routing/request-options';
import { doubtRefusal } from '../core/settings/doubt-refusal';
import type { Snapshot } from '../core/settings/snapshot';
import { findWire } from '../core/wire/find-wire';
import { answerAndRecord, identifyRequest } from './answer-and-record';
import { type Admission, admit } from './budgets/admit';
import { type Deadline, waitWithin } from './deadline';
import { makeAttempts } from './make-attempts';
import type { Invocation, Router } from './ports';
import { openReplies } from './reply-cache/request-replies';
import { type Stopwatch, startStopwatch } from './stopwatch';

/**
 * Routes one request: makes its plan, looks for a cached reply, reserves what the request can cost, makes the attempts,
 * answers the caller, records the receipt and settles the reservation.
 *
 * @throws RouterError if an answer that had begun could not be ended; the caller's connection has to break then
 */
export async function routeRequest(invocation: Invocation, router: Router): Promise<void> {
  const stopwatch = startStopwatch(router.clock);
  const planned = await makePlan(invocation, router);
  if (planned.kind !== 'plan') return answerAndRecord(planned, invocation, { router, stopwatch });
  const { plan } = planned;
  router.telemetry.recordPlan(invocation.requestId, plan);
  limitTime(plan, invocation.deadline);
  const replies = openReplies(plan, invocation, { router, stopwatch });
  const hit = await replies?.find();
  if (hit !== undefined) return answerAndRecord(hit, invocation, { router, stopwatch });
  const admission = admitInTime(plan, invocation, router);
  const attempted = await attempt(plan, invocation, { router, stopwatch, admission });
  const outcome = (await replies?.keep(attempted)) ?? attempted;
  try {
    await answerAndRecord(outcome, invocation, { router, stopwatch });
  } finally {
    await Promise.all([settle(admission, outcome, invocation.deadline), replies?.settle()]);
  }
}

export type Planned = { readonly kind: 'plan'; readonly plan: Plan } | Outcome;

/** Makes the plan of a request with what is in force. An outcome says why there is none. */
export async function makePlan(
  { request, deadline, narrow = keepWhole }: Omit<Invocation, 'requestId' | 'answer'>,
  router: Router,
): Promise<Planned> {
  const timeoutMillis = findTimeoutMillis(request.headers);
  if (timeoutMillis !== undefined) deadline.shorten(timeoutMillis);
  let snapshot: Snapshot | undefined;
  let caller: Caller | undefined;
  try {
    snapshot = await waitWithin(deadline.signal, router.snapshots.current(request));
    const { bounds, hasCallers, now, random } = router;
    caller = hasCallers ? requireCaller(snapshot.policies, request.callerId) : undefined;
    const plan = planRequest(request, { snapshot, bounds, caller, now, random });
    return { kind: 'plan', plan: narrow(plan) };
  } catch (error) {
    const draft = draftReceipt(request, snapshot?.mapping, caller?.policy.name);
    if (error instanceof RouterError) return refuseUnplanned(doubtRefusal(error, snapshot), draft);
    return breakUnplanned(error, draft);
  }
}

function keepWhole(plan: Plan): Plan {
  return plan;
}

/** Limits the time as the operation's settings ask. */
function limitTime({ settings }: Plan, deadline: Deadline): void {
  const { wholeSeconds, idleSeconds } = settings?.timeouts ?? {};
  if (idleSeconds !== undefined) deadline.shortenSilence(idleSeconds * 1000);
  if (wholeSeconds !== undefined) deadline.shorten(wholeSeconds * 1000);
}

/** Reserves nothing if the client has left. */
async function admitInTime(
  planned: Plan,
  { deadline }: Invocation,
  router: Router,
): Promise<Admission> {
  deadline.signal.throwIfAborted();
  return admit(planned, router);
}

/** What a planned request needs besides its plan. */
interface RequestParts {
  readonly router: Router;
  readonly stopwatch: Stopwatch;
  readonly admission: Promise<Admission>;
}

async function attempt(
  planned: Plan,
  invocation: Invocation,
  { router, stopwatch, admission }: RequestParts,
): Promise<Outcome> {
  const { deadline } = invocation;
  const attempts: Attempt[] = [];
  try {
    const admitted = await waitWithin(deadline.signal, admission);
    if (admitted.plan instanceof RouterError) throw doubtRefusal(admitted.plan, planned);
    const ready = router.stampsMetadata ? addMetadata(admitted.plan, invocation) : admitted.plan;
    return await stopwatch.timeBedrock(() => makeAttempts(ready, router, { deadline, attempts }));
  } catch (error) {
    const ended = { plan: planned, attempts, restMillis: 0 };
    if (error instanceof RouterError) return { kind: 'refused', error, ...ended };
    return { kind: 'bug', cause: error, ...ended };
  }
}

function addMetadata(planned: Plan, invocation: Invocation): Plan {
  const pairs = composeRequestMetadata(planned, identifyRequest(invocation));
  return { ...planned, request: findWire(planned.action).addMetadata(planned.request, pairs) };
}

/** Waits for the admission, because a reservation that was made after the client left must also be given back. */
async function settle(
  admission: Promise<Admission>,
  outcome: Outcome,
  deadline: Deadline,
): Promise<void> {
  const admitted = await admission.catch(() => undefined);
  await admitted?.settle(outcome, deadline.remainingFunctionMillis());
}
