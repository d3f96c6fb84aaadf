import { requireCaller } from '../core/callers/caller-policies';
import { RouterError } from '../core/errors/router-error';
import { composeRequestMetadata, type KnownRequest } from '../core/receipts/request-metadata';
import { readOrigin } from '../core/receipts/request-origin';
import type { Attempt } from '../core/recovery/attempt';
import { isSameCandidate } from '../core/recovery/next-attempt';
import { chooseTarget, type Target } from '../core/routing/target';
import type { Snapshot } from '../core/settings/snapshot';
import { wireOf } from '../core/wire/wire-of';
import { askCandidates, type Recovered } from './ask-candidates';
import { estimateCost } from './estimate-cost';
import type { Outcome } from './outcome';
import type { Invocation, Router } from './ports';
import { Stopwatch } from './stopwatch';
import { TimelyAdmission } from './timely-admission';

/**
 * Sends one request to where its operation is mapped, answers the caller, and records what became of it.
 *
 * @throws RouterError where an answer that had begun could not be ended; the caller's connection must break then
 */
export async function routeInvocation(invocation: Invocation, router: Router): Promise<void> {
  const known = identify(invocation);
  const stopwatch = new Stopwatch(router.clock);
  const admission = new TimelyAdmission(router);
  const outcome = await attempt(invocation, router, { known, stopwatch, admission });
  try {
    const interruption = await deliver(outcome, invocation, stopwatch);
    router.telemetry.recordRequest({ ...known, outcome, interruption, ...stopwatch.read() });
    if (interruption !== undefined) throw interruption;
  } finally {
    await admission.settle(outcome);
  }
}

/** What is known of one request, and what measures and pays for it. */
interface RequestContext {
  readonly known: KnownRequest;
  readonly stopwatch: Stopwatch;
  readonly admission: TimelyAdmission;
}

async function attempt(
  invocation: Invocation,
  router: Router,
  { known, stopwatch, admission }: RequestContext,
): Promise<Outcome> {
  let target: Target | undefined;
  const attempts: Attempt[] = [];
  try {
    const snapshot = await router.snapshots.current();
    const { callerId } = invocation.request;
    const caller = router.hasCallers ? requireCaller(snapshot.policies, callerId) : undefined;
    const rules = { mapping: snapshot.mapping, bounds: router.bounds, caller };
    target = chooseTarget(invocation.request, rules);
    begin(target, invocation, router);
    const admitted = await admission.admit(target, snapshot, invocation.deadline.signal);
    // Once for all attempts, because a body may be large.
    const stamped = router.stampsMetadata ? addMetadata(admitted, known) : admitted;
    const ask = () => askCandidates(stamped, router, { deadline: invocation.deadline, attempts });
    const recovered = await stopwatch.timeBedrock(ask);
    const tierFallback =
      admitted === target ? recovered.tierFallback : findDemotion(target, recovered);
    return composeOutcome(target, { ...recovered, tierFallback }, { attempts, snapshot });
  } catch (error) {
    if (error instanceof RouterError) return { kind: 'refused', target, error, attempts };
    return { kind: 'broken', target, cause: error, attempts };
  }
}

function addMetadata(target: Target, known: KnownRequest): Target {
  const pairs = composeRequestMetadata(target, known);
  return { ...target, request: wireOf(target.action).addMetadata(target.request, pairs) };
}

function begin(target: Target, { requestId, deadline }: Invocation, router: Router): void {
  router.telemetry.recordTarget(requestId, target);
  if (target.timeoutMillis !== undefined) deadline.shorten(target.timeoutMillis);
}

function identify({ requestId, request }: Invocation): KnownRequest {
  return { requestId, origin: readOrigin(request.headers, request.callerId) };
}

/** A request whose caller is over its budget may have asked for nothing better than it gets. */
function findDemotion(
  { baseModelId, requestedTier: tier }: Target,
  { answeredBy }: Recovered,
): Recovered['tierFallback'] {
  return isSameCandidate(answeredBy, { baseModelId, tier }) ? undefined : 'budget';
}

function composeOutcome(
  target: Target,
  { answer, ...rest }: Recovered,
  { attempts, snapshot }: { readonly attempts: readonly Attempt[]; readonly snapshot: Snapshot },
): Outcome {
  if (answer instanceof RouterError) {
    return { kind: 'refused', target, error: answer, attempts, restMillis: rest.restMillis };
  }
  const price = () => estimateCost(answer, rest.answeredBy, snapshot.prices);
  return { kind: 'replied', target, reply: answer, attempts, estimateCost: price, ...rest };
}

/** What broke the answer off after it had begun, if anything. */
async function deliver(
  outcome: Outcome,
  invocation: Invocation,
  stopwatch: Stopwatch,
): Promise<RouterError | undefined> {
  const isStream = outcome.kind === 'replied' && wireOf(outcome.target.action).isStreaming;
  try {
    if (isStream) await stopwatch.timeBedrock(() => invocation.answer(outcome));
    else await invocation.answer(outcome);
    return undefined;
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
}
