import type { TieredModelId } from '../ids/tiered-model-id';
import { priceInNanoUsd } from '../pricing/price-usage';
import type { Prices } from '../pricing/prices';
import type { CostBasis } from './cost-basis';
import { readOutputLimit } from './output-limit';

/** The most that a call can cost. */
export type CostBound =
  | { readonly kind: 'bounded'; readonly nanoUsd: number }
  /** The candidate has no price, so its cost has no bound. */
  | { readonly kind: 'unpriced' };

/** Bounds the cost of one call of a measured request. It assumes the longest reply that the request allows. */
export function boundCall(
  { inputTokens, limits, format }: CostBasis,
  candidate: TieredModelId,
  prices: Prices,
): CostBound {
  const outputTokens = readOutputLimit(limits, candidate.baseModelId, format);
  const nanoUsd = priceDearest(prices, candidate, { inputTokens, outputTokens });
  return nanoUsd === undefined ? { kind: 'unpriced' } : { kind: 'bounded', nanoUsd };
}

/** All input may be written to the cache, which costs more. The longest prompt is ignored, because it is in tokens. */
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
