import type { PricedCall } from '../pricing/price-usage';
import type { ReplyFacts } from '../wire/reply-facts';
import type { RepliedOutcome } from './outcome';

/**
 * The call that a reply answers, as it is priced. If the reply does not report its tier or its latency mode, it is priced by
 * those that were asked for.
 */
export function findServedCall(
  { answeredBy, plan }: Pick<RepliedOutcome, 'answeredBy' | 'plan'>,
  { resolvedTier, latencyMode }: Pick<ReplyFacts, 'resolvedTier' | 'latencyMode'>,
): Omit<PricedCall, 'usage'> {
  const { baseModelId, tier, connection } = answeredBy;
  return {
    baseModelId,
    connection,
    tier: resolvedTier ?? tier,
    latencyMode: latencyMode ?? plan.request.askedLatency,
  };
}
