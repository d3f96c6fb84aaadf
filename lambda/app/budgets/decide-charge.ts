import { boundCall } from '../../core/budgets/bound-cost';
import type { TieredModelId } from '../../core/ids/tiered-model-id';
import { priceInNanoUsd } from '../../core/pricing/price-usage';
import type { Prices } from '../../core/pricing/prices';
import type { Outcome, RepliedOutcome, Reply } from '../../core/receipts/outcome';
import type { Target } from '../../core/routing/target';

/** Attempts on which Bedrock worked, and nobody knows how long. */
const LOST: readonly string[] = ['silent', 'broken'];

/**
 * What a request is charged, in nano-dollars: what its reply says it used, on the tier that served it, and for each call
 * that was given up while Bedrock may still have worked on it, or that broke off, the most that it can cost. Refused
 * requests cost nothing. Where it is not known what a reply used, or what that costs, it is charged the whole
 * reservation.
 */
export function decideCharge(outcome: Outcome, reservedNanoUsd: number, prices: Prices): number {
  const lost = outcome.attempts
    .filter(({ result }) => LOST.includes(result.kind))
    .map(({ candidate }) => priceLost(outcome.target, candidate, prices) ?? reservedNanoUsd)
    .reduce((sum, nanoUsd) => sum + nanoUsd, 0);
  return lost + (priceAnswer(outcome, prices) ?? reservedNanoUsd);
}

function priceLost(
  target: Target | undefined,
  candidate: TieredModelId,
  prices: Prices,
): number | undefined {
  if (target === undefined) return undefined;
  const bound = boundCall(target, candidate, prices);
  return bound.kind === 'bounded' ? bound.nanoUsd : undefined;
}

function priceAnswer(outcome: Outcome, prices: Prices): number | undefined {
  if (outcome.kind === 'bug') return undefined;
  if (outcome.kind === 'refused') return 0;
  return isServed(outcome.reply) ? priceReply(outcome, prices) : 0;
}

/** A stream may begin with an exception although its status is 200. */
function isServed({ status, opening }: Reply): boolean {
  return status < 400 && opening.openingException === undefined;
}

function priceReply({ reply, answeredBy }: RepliedOutcome, prices: Prices): number | undefined {
  const { usage, resolvedTier } = reply.readEnd();
  const { baseModelId, tier } = answeredBy;
  if (usage === undefined) return undefined;
  return priceInNanoUsd(prices, { baseModelId, tier: resolvedTier ?? tier, usage });
}
