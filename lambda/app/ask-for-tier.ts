import { isAllowedTier } from '../core/access-bounds';
import { writeBedrockRequest } from '../core/bedrock-request';
import type { ServiceTier } from '../core/service-tier';
import type { Target } from '../core/target';
import { isTierRefusal } from '../core/tier-refusal';
import type { BedrockReply, TierFallback } from './outcome';
import type { Router } from './ports';

export interface ServedReply {
  readonly reply: BedrockReply;
  readonly tierFallback: TierFallback | undefined;
}

/**
 * Asks Bedrock for the requested tier, and once more without one where the model does not take it: a client that sets
 * a tier for all its calls must not fail on the models that have none. A strict request gets the refusal, and so does
 * every request where the default tier is not allowed.
 */
export async function askForTier(
  target: Target,
  signal: AbortSignal,
  router: Pick<Router, 'bounds' | 'bedrock' | 'refusedTiers' | 'clock'>,
): Promise<ServedReply> {
  const { baseModelId, requestedTier, isStrict } = target;
  const ask = (tier: ServiceTier) =>
    router.bedrock.invoke(writeBedrockRequest(target, tier), signal);
  const mayFallBack =
    requestedTier !== 'default' && !isStrict && isAllowedTier(router.bounds, 'default');
  if (!mayFallBack || !router.refusedTiers.isRefused(baseModelId, requestedTier, router.clock())) {
    const reply = await ask(requestedTier);
    const isRefused = isTierRefusal(reply.status, reply.facts().errorMessage);
    if (!mayFallBack || !isRefused) return { reply, tierFallback: undefined };
    router.refusedTiers.remember(baseModelId, requestedTier, router.clock());
  }
  return { reply: await ask('default'), tierFallback: 'unsupported' };
}
