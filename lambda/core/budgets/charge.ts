import { priceInNanoUsd } from '../pricing/price-usage';
import type { Outcome, RepliedOutcome, Reply } from '../receipts/outcome';
import type { Attempt } from '../recovery/attempt';
import { findFailureCause } from '../recovery/failure-cause';
import { findCall, type Plan } from '../routing/plan';

/** What a request is charged, in nano-dollars. */
export type Charge = number;

/**
 * Decides what a request is charged: what its reply says it used, on the tier that served it, and for each lost attempt
 * the most that it can cost. Refused requests cost nothing. If the usage or its price is unknown, the charge is the whole
 * reservation.
 */
export function decideCharge(outcome: Outcome, reservedNanoUsd: number): Charge {
  const lost = outcome.attempts
    .filter(isLost)
    .map((attempt) => boundAttempt(attempt, outcome.plan) ?? reservedNanoUsd)
    .reduce((sum, nanoUsd) => sum + nanoUsd, 0);
  return lost + (priceAnswer(outcome) ?? reservedNanoUsd);
}

/** Bedrock may bill a call that stayed silent, and nothing shows how much. */
function isLost(attempt: Attempt): boolean {
  return findFailureCause(attempt) === 'silence';
}

function boundAttempt({ candidate }: Attempt, plan: Plan | undefined): number | undefined {
  if (plan === undefined) return undefined;
  const bound = findCall([...plan.calls, ...plan.demotion], candidate)?.bound;
  return bound?.kind === 'bounded' ? bound.nanoUsd : undefined;
}

function priceAnswer(outcome: Outcome): number | undefined {
  if (outcome.kind === 'bug') return undefined;
  if (outcome.kind === 'refused') return 0;
  return isServed(outcome.reply) ? priceReply(outcome) : 0;
}

/** A stream may begin with an exception although its status is 200. */
function isServed({ status, opening }: Reply): boolean {
  return status < 400 && opening.openingException === undefined;
}

function priceReply({ reply, answeredBy, plan }: RepliedOutcome): number | undefined {
  const { usage, resolvedTier } = reply.readEnd();
  const { baseModelId, tier } = answeredBy;
  if (usage === undefined) return undefined;
  return priceInNanoUsd(plan.prices, { baseModelId, tier: resolvedTier ?? tier, usage });
}
