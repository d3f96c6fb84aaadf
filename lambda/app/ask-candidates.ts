import { isAllowedTier } from '../core/access-bounds';
import type { Attempt } from '../core/recovery/attempt';
import { type FailureCause, findFailureCause } from '../core/recovery/failure-cause';
import {
  chooseNextAttempt,
  type FailedAttempt,
  isSameCandidate,
  type NextAttempt,
} from '../core/recovery/next-attempt';
import { RouterError } from '../core/router-error';
import type { Target } from '../core/target';
import type { TieredModelId } from '../core/tiered-model-id';
import { type Call, callCandidate } from './call-candidate';
import { type Candidates, listCandidates } from './list-candidates';
import type { TierFallback } from './outcome';
import type { Budget, Router } from './ports';

/** What came of all calls of one request: the answer of the last one. */
export interface Recovered {
  readonly answer: Call['answer'];
  readonly answeredBy: TieredModelId;
  readonly tierFallback: TierFallback | undefined;
}

/** An attempt that cannot end is worse than an answer now. */
const LEAST_ATTEMPT_MILLIS = 1_000;

/**
 * Asks the candidates of a request, one after another, until one serves or nothing is left that could help. What to
 * try next is decided by the cause of the failure; the last answer goes back to the caller.
 *
 * @param attempts every call is noted here as it ends, so that a receipt has them whatever happens
 * @throws the reason of the budget's signal once it is aborted
 */
export async function askCandidates(
  target: Target,
  router: Router,
  { budget, attempts }: { readonly budget: Budget; readonly attempts: Attempt[] },
): Promise<Recovered> {
  const candidates = listCandidates(target, router);
  const failed: FailedAttempt[] = [];
  let next: NextAttempt = { kind: 'call', candidate: candidates.first };
  let call: Call;
  do {
    const { candidate } = next;
    call = await callCandidate(target, candidate, { router, signal: budget.signal });
    attempts.push(call.attempt);
    if (call.answer instanceof RouterError) budget.signal.throwIfAborted();
    const cause = findFailureCause(call.attempt.result);
    remember(candidate, cause, router);
    if (cause === undefined) break;
    failed.push({ candidate, cause });
    next = await prepareNext(chooseNext({ target, candidates, failed }, router), budget, router);
  } while (next.kind !== 'give-up');
  const answeredBy = call.attempt.candidate;
  const tierFallback = findFallback(target, answeredBy, { failed, detour: candidates.detour });
  return { answer: call.answer, answeredBy, tierFallback };
}

interface Search {
  readonly target: Target;
  readonly candidates: Candidates;
  readonly failed: readonly FailedAttempt[];
}

function chooseNext({ target, candidates, failed }: Search, router: Router): NextAttempt {
  const now = router.clock();
  return chooseNextAttempt({
    candidates: candidates.all.filter((each) => router.cooldowns.restMillis(each, now) === 0),
    failed,
    isStrict: target.isStrict,
    allowsDefaultTier: isAllowedTier(router.bounds, 'default'),
  });
}

/** Waits where a pause belongs; what is left of the budget is looked at when all waiting is over. */
async function prepareNext(
  next: NextAttempt,
  budget: Budget,
  router: Router,
): Promise<NextAttempt> {
  if (next.kind === 'retry') await router.patience.pause(budget.signal);
  budget.signal.throwIfAborted();
  if (next.kind === 'give-up' || budget.remainingMillis() < LEAST_ATTEMPT_MILLIS)
    return { kind: 'give-up' };
  if (next.kind === 'call') router.cooldowns.claim(next.candidate, router.clock());
  return next;
}

/** A refusal for good shows that the model is there: only capacity and quota count against a candidate. */
function remember(candidate: TieredModelId, cause: FailureCause | undefined, router: Router): void {
  const now = router.clock();
  if (cause === 'capacity' || cause === 'quota') router.cooldowns.recordFailure(candidate, now);
  else router.cooldowns.recordSuccess(candidate);
  const { baseModelId, tier } = candidate;
  if (cause === 'tier-refused') router.refusedTiers.remember(baseModelId, tier, now);
}

interface Detour {
  readonly failed: readonly FailedAttempt[];
  readonly detour: Candidates['detour'];
}

function findFallback(
  { baseModelId, requestedTier }: Target,
  answeredBy: TieredModelId,
  { failed, detour }: Detour,
): TierFallback | undefined {
  if (isSameCandidate(answeredBy, { baseModelId, tier: requestedTier })) return undefined;
  if (detour !== undefined) return detour;
  const cause = failed[0]?.cause;
  return cause === 'capacity' || cause === 'quota' ? cause : 'unsupported';
}
