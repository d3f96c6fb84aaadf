import { type Catalog, findModel } from '../catalog/catalog';
import type { CatalogModel } from '../catalog/catalog-model';
import type { TieredModelId } from '../ids/tiered-model-id';
import type { JsonObject } from '../json/json-object';
import { replaceMembers } from '../json/merge-objects';
import { findTierPrice, type TierPrice } from '../pricing/model-price';
import { isPricedLatency, priceTokensInNanoUsd } from '../pricing/price-usage';
import type { Prices } from '../pricing/prices';
import type { ThinkingSettings } from '../settings/operation/operation-settings';
import { raiseMaxTokens } from '../wire/body-settings/thinking';
import type { CostBasis } from './cost-basis';
import { readOutputLimit } from './output-limit';

/** The most that a call can cost. */
export type CostBound =
  | { readonly kind: 'bounded'; readonly nanoUsd: number }
  /** The candidate, or the latency mode that the request asks for, has no price. So its cost has no bound. */
  | { readonly kind: 'unpriced'; readonly latencyMode?: string | undefined };

/** What is known of models and their prices. */
export interface PricedModels {
  readonly catalog: Catalog;
  readonly prices: Prices;
}

/**
 * Bounds the cost of one call of a measured request. It assumes the longest reply that the request allows, unless the reply
 * is known to be shorter.
 */
export function boundCall(
  basis: CostBasis,
  candidate: TieredModelId,
  { catalog, prices }: PricedModels,
): CostBound {
  const { inputTokens, outputTokens = Number.POSITIVE_INFINITY, latencyMode } = basis;
  if (!isPricedLatency(latencyMode)) return { kind: 'unpriced', latencyMode };
  const model = findModel(catalog, candidate.baseModelId);
  const nanoUsd = priceDearest(prices, candidate, {
    inputTokens: Math.min(inputTokens, findLongestInput(model)),
    outputTokens: Math.min(outputTokens, limitOutput(basis, model)),
  });
  return nanoUsd === undefined ? { kind: 'unpriced' } : { kind: 'bounded', nanoUsd };
}

/** The most tokens that a model can write in reply to a measured request. */
export function limitOutput(
  { limits, format, thinking }: Pick<CostBasis, 'limits' | 'format' | 'thinking'>,
  model: CatalogModel | undefined,
): number {
  return readOutputLimit(raiseLimit(limits, model, thinking), model, format);
}

/** Thinking raises the limit of a request that would otherwise be refused. */
function raiseLimit(
  limits: JsonObject,
  model: CatalogModel | undefined,
  thinking: ThinkingSettings | undefined,
): JsonObject {
  const maxTokens = thinking && raiseMaxTokens(limits, model, thinking);
  return maxTokens === undefined
    ? limits
    : replaceMembers(limits, { inferenceConfig: { maxTokens } });
}

/** A beta header lengthens the context of some Claude models up to this. */
const LONGEST_CLAUDE_CONTEXT = 1_048_576;

/** Bedrock refuses a longer input, and does not bill it. */
function findLongestInput(model: CatalogModel | undefined): number {
  const { contextTokens = Number.POSITIVE_INFINITY, invokeBody } = model ?? {};
  return invokeBody === 'anthropic'
    ? Math.max(contextTokens, LONGEST_CLAUDE_CONTEXT)
    : contextTokens;
}

interface MostTokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * The dearest of the rates that the prompt can reach. The input is counted in bytes, so the prompt may also be too short
 * for the rates of long prompts. Those without a price are left out.
 */
function priceDearest(
  prices: Prices,
  candidate: TieredModelId,
  most: MostTokens,
): number | undefined {
  const { tier } = candidate;
  const model = prices.find(candidate);
  if (model === undefined) return undefined;
  const reached = model.above.filter(({ promptTokens }) => most.inputTokens > promptTokens);
  const [usual, ...ofLongPrompts] = [model, ...reached].map(({ rates }) => {
    const price = findTierPrice(rates, prices.multipliers, tier);
    return price && priceMost(price, most);
  });
  return usual === undefined ? undefined : findGreatest(usual, ofLongPrompts);
}

/** All input may be written to the cache, with the usual lifetime or for an hour, which costs more. */
function priceMost(
  price: TierPrice,
  { inputTokens, outputTokens }: MostTokens,
): number | undefined {
  const plain = priceTokensInNanoUsd(price, [inputTokens, outputTokens]);
  const written = [
    priceTokensInNanoUsd(price, [0, outputTokens, 0, inputTokens]),
    priceTokensInNanoUsd(price, [0, outputTokens, 0, 0, inputTokens]),
  ];
  return plain === undefined ? undefined : findGreatest(plain, written);
}

function findGreatest(nanoUsd: number, others: readonly (number | undefined)[]): number {
  return Math.max(nanoUsd, ...others.map((other) => other ?? 0));
}
