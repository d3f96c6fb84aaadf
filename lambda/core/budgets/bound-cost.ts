import type { TieredModelId } from '../ids/tiered-model-id';
import { priceInNanoUsd } from '../pricing/price-usage';
import type { Prices } from '../pricing/prices';
import type { Target } from '../routing/target';
import { wireOf } from '../wire/wire-of';
import { type CostBasis, measureRequest } from './cost-basis';
import { readOutputLimit } from './output-limit';

export type CostBound =
  | { readonly kind: 'bounded'; readonly nanoUsd: number }
  /** The candidate has no price, so its cost has no bound. */
  | { readonly kind: 'unpriced'; readonly candidate: TieredModelId };

/**
 * The most that a request can cost, whichever of its candidates answers.
 *
 * @param allowsDefaultTier a candidate whose tier is refused may be asked without one
 */
export function boundCost(target: Target, prices: Prices, allowsDefaultTier: boolean): CostBound {
  const basis = measureRequest(target.request, wireOf(target.action));
  let nanoUsd = 0;
  for (const candidate of listPayable(target, allowsDefaultTier)) {
    const bound = boundCandidate(basis, candidate, prices);
    if (bound.kind === 'unpriced') return bound;
    nanoUsd = Math.max(nanoUsd, bound.nanoUsd);
  }
  return { kind: 'bounded', nanoUsd };
}

/** The most that one call of one candidate can cost. */
export function boundCall(target: Target, candidate: TieredModelId, prices: Prices): CostBound {
  return boundCandidate(measureRequest(target.request, wireOf(target.action)), candidate, prices);
}

/** The same for a request that has been measured. The reply is taken to be as long as it may be. */
export function boundCandidate(
  { inputTokens, limits, format }: CostBasis,
  candidate: TieredModelId,
  prices: Prices,
): CostBound {
  const outputTokens = readOutputLimit(limits, candidate.baseModelId, format);
  const nanoUsd = priceDearest(prices, candidate, { inputTokens, outputTokens });
  return nanoUsd === undefined ? { kind: 'unpriced', candidate } : { kind: 'bounded', nanoUsd };
}

function listPayable(target: Target, allowsDefaultTier: boolean): readonly TieredModelId[] {
  const { baseModelId, requestedTier, fallbacks, isStrict } = target;
  const requested: TieredModelId = { baseModelId, tier: requestedTier };
  if (isStrict) return [requested];
  const all = [requested, ...fallbacks];
  if (!allowsDefaultTier) return all;
  return [...all, ...all.map((each): TieredModelId => ({ ...each, tier: 'default' }))];
}

/** All input may be written to the cache, which costs more. The limit of a model's prompts is in tokens, not in bytes. */
function priceDearest(
  { models, multipliers }: Prices,
  { baseModelId, tier }: TieredModelId,
  { inputTokens, outputTokens }: { readonly inputTokens: number; readonly outputTokens: number },
): number | undefined {
  const model = models.get(baseModelId);
  if (model === undefined) return undefined;
  const unlimited = {
    models: new Map([[baseModelId, { ...model, longestPromptTokens: undefined }]]),
    multipliers,
  };
  const price = (input: 'inputTokens' | 'cacheWriteInputTokens') =>
    priceInNanoUsd(unlimited, {
      baseModelId,
      tier,
      usage: { ...NO_TOKENS, outputTokens, [input]: inputTokens },
    });
  const plain = price('inputTokens');
  return plain === undefined ? undefined : Math.max(plain, price('cacheWriteInputTokens') ?? 0);
}

const NO_TOKENS = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};
