import { priceInNanoUsd } from '../../core/pricing/price-usage';
import type { Prices } from '../../core/pricing/prices';
import type { BedrockReply, Outcome } from '../outcome';

/** Attempts on which Bedrock worked, and nobody knows how long. */
const LOST: readonly string[] = ['silent', 'broken'];

/**
 * What a request is charged, in nano-dollars: what its reply says it used, on the tier that served it. Refused requests
 * cost nothing. Where it is not known what was used, or what that costs, the whole reservation is charged: an answer
 * that broke off before it told, and a call that was given up while Bedrock still worked on it.
 */
export function decideCharge(outcome: Outcome, reservedNanoUsd: number, prices: Prices): number {
  if (outcome.kind === 'broken') return reservedNanoUsd;
  const isAnyGivenUp = outcome.attempts.some(({ result: { kind } }) => LOST.includes(kind));
  const least = isAnyGivenUp ? reservedNanoUsd : 0;
  if (outcome.kind === 'refused') return least;
  const cost = isServed(outcome.reply) ? priceReply(outcome, prices) : 0;
  return Math.max(least, cost ?? reservedNanoUsd);
}

/** A stream may begin with an exception although its status is 200. */
function isServed({ status, facts }: BedrockReply): boolean {
  return status < 400 && facts().openingException === undefined;
}

function priceReply(
  { reply, answeredBy }: Extract<Outcome, { kind: 'replied' }>,
  prices: Prices,
): number | undefined {
  const { usage, resolvedTier } = reply.facts();
  const { baseModelId, tier } = answeredBy;
  if (usage === undefined) return undefined;
  return priceInNanoUsd(prices, { baseModelId, tier: resolvedTier ?? tier, usage });
}
