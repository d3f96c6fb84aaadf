import { priceUsage } from '../pricing/price-usage';
import type { RepliedOutcome } from './outcome';
import type { ServedReceipt } from './receipt';
import { findServedCall } from './served-call';

/**
 * Composes the receipt of a reply from the cache. Tokens and tier that it reports were used and served for another request,
 * so they stay in its body alone. What it saved is priced on the tier that this request asked for.
 */
export function composeCacheHit(outcome: RepliedOutcome, ageSeconds: number): ServedReceipt {
  const { reply, answeredBy, tierFallback, plan } = outcome;
  const { usage, latencyMode } = reply.opening;
  const call = findServedCall(outcome, { resolvedTier: undefined, latencyMode });
  const cost = usage && priceUsage(plan.prices, { ...call, usage });
  return {
    status: reply.status,
    answeredBy,
    tierFallback,
    resolvedTier: undefined,
    latencyMode: undefined,
    usage: undefined,
    cost: { usd: 0, savingsUsd: undefined },
    costStatus: undefined,
    cacheHit: { ageSeconds, savedUsd: cost?.kind === 'priced' ? cost.usd : undefined },
    bedrockRequestId: undefined,
    bedrockError: undefined,
  };
}
