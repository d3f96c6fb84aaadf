import { findModel } from '../catalog/catalog';
import { readServiceTier, type ServiceTier } from '../ids/service-tier';
import { priceInNanoUsd } from '../pricing/price-usage';
import { isServed, type Outcome, type RepliedOutcome } from '../receipts/outcome';
import { findServedCall } from '../receipts/served-call';
import type { Attempt } from '../recovery/attempt';
import { findFailureCause } from '../recovery/failure-cause';
import type { Plan } from '../routing/plan';
import { findWire } from '../wire/find-wire';
import type { KnownUsage, TokenUsage } from '../wire/token-usage';
import { boundCall, limitOutput } from './bound-cost';
import { measureRequest } from './cost-basis';
import { findCallBound, findPlanBound } from './late-bound';

/** What a request is charged, in nano-dollars. */
export type Charge = number;

/**
 * Decides what a request is charged, with or without a budget. Undefined if a part of it has no price.
 *
 * | Part                                            | Charge                                                          |
 * |-------------------------------------------------|-----------------------------------------------------------------|
 * | a reply whose usage is known                    | the usage, on the tier that served it                           |
 * | a reply that reported its prompt                | the prompt, and the output so far or else its limit             |
 * | a stream that reported its output alone         | the most that its prompt can cost, and the output so far        |
 * | any other reply, and a usage without a price    | the most that the call can cost                                 |
 * | a call that was silent or broke off             | the most that it can cost                                       |
 * | an error, or a request that was refused         | nothing                                                         |
 * | a reply from the cache                          | nothing                                                         |
 * | a bug                                           | the most that any call of the plan can cost                     |
 */
export function decideCharge(outcome: Outcome): Charge | undefined {
  const { plan, attempts } = outcome;
  if (plan === undefined || plan.action === 'count-tokens') return 0;
  const lost = attempts.filter(isLost).map(({ candidate }) => findCallBound(plan, candidate));
  return addUp([...lost, chargeAnswer(outcome, plan)]);
}

/** Bedrock may bill a call that stayed silent, and nothing shows how much. */
export function isLost(attempt: Attempt): boolean {
  return findFailureCause(attempt) === 'silence';
}

function addUp(charges: readonly (Charge | undefined)[]): Charge | undefined {
  let sum = 0;
  for (const charge of charges) {
    if (charge === undefined) return undefined;
    sum += charge;
  }
  return sum;
}

function chargeAnswer(outcome: Outcome, plan: Plan): Charge | undefined {
  switch (outcome.kind) {
    case 'refused':
      return 0;
    case 'bug':
      return findPlanBound(plan);
    case 'reply':
      return isServed(outcome.reply) && outcome.cachedSeconds === undefined
        ? chargeReply(outcome)
        : 0;
    default:
      return outcome satisfies never;
  }
}

function chargeReply(outcome: RepliedOutcome): Charge | undefined {
  const { reply, answeredBy, plan } = outcome;
  const facts = reply.readEnd();
  const usage = facts.usage ?? boundUsage(facts.usageSoFar, outcome);
  const call = findServedCall(outcome, facts);
  const charge = usage
    ? priceInNanoUsd(plan.prices, { ...call, usage })
    : boundPrompt(outcome, readServiceTier(call.tier), facts.usageSoFar);
  return charge ?? findCallBound(plan, answeredBy);
}

/** The most that a reply can have used that reported its prompt. */
function boundUsage(
  { prompt, outputTokens }: KnownUsage,
  outcome: RepliedOutcome,
): TokenUsage | undefined {
  if (prompt === undefined) return undefined;
  const limit = boundOutput(outcome);
  return { ...prompt, outputTokens: Math.min(outputTokens ?? limit, limit) };
}

/** The output so far, and the most that its prompt can have cost on the tier that served it. */
function boundPrompt(
  { answeredBy, plan }: RepliedOutcome,
  tier: ServiceTier | undefined,
  { outputTokens }: KnownUsage,
): Charge | undefined {
  if (tier === undefined || outputTokens === undefined) return undefined;
  const basis = { ...measureRequest(plan.request, findWire(plan.action)), outputTokens };
  const bound = boundCall(basis, { ...answeredBy, tier }, plan);
  return bound.kind === 'bounded' ? bound.nanoUsd : undefined;
}

function boundOutput({ answeredBy, plan }: RepliedOutcome): number {
  const basis = measureRequest(plan.request, findWire(plan.action));
  return limitOutput(basis, findModel(plan.catalog, answeredBy.baseModelId));
}
