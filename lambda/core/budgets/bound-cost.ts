import type { TieredModelId } from '../ids/tiered-model-id';
import { hasRepeatedName } from '../json/repeated-names';
import { priceInNanoUsd } from '../pricing/price-usage';
import type { Prices } from '../pricing/prices';
import type { Target } from '../routing/target';
import type { RequestBody } from '../wire/request-body';
import { wireOf } from '../wire/wire-of';
import { readAttachments } from './attachments';
import { readOutputLimit } from './output-limit';

export type CostBound =
  | { readonly kind: 'bounded'; readonly nanoUsd: number }
  /** Nobody knows what a call of it costs. */
  | { readonly kind: 'unpriced'; readonly candidate: TieredModelId };

/**
 * The most that a request can cost, whoever of its candidates answers: every byte of text counts as a token, since none
 * is smaller, and the answer is taken to be as long as it may be. A limit that stands twice is none.
 *
 * @param allowsDefaultTier a candidate whose tier is refused may be asked without one
 */
export function boundCost(target: Target, prices: Prices, allowsDefaultTier: boolean): CostBound {
  const { body } = target.request;
  const inputTokens = countInput(body);
  const limits = hasRepeatedName(body.outline) ? {} : body.json;
  const format = wireOf(target.action).bodyFormat;
  let nanoUsd = 0;
  for (const candidate of listPayable(target, allowsDefaultTier)) {
    const outputTokens = readOutputLimit(limits, candidate.baseModelId, format);
    const price = priceDearest(prices, candidate, { inputTokens, outputTokens });
    if (price === undefined) return { kind: 'unpriced', candidate };
    nanoUsd = Math.max(nanoUsd, price);
  }
  return { kind: 'bounded', nanoUsd };
}

/** The same of one call of one candidate. */
export function boundCall(
  target: Target,
  { baseModelId, tier }: TieredModelId,
  prices: Prices,
): CostBound {
  return boundCost({ ...target, baseModelId, requestedTier: tier, isStrict: true }, prices, false);
}

/** Tools bring a system prompt of some hundred tokens along, which is billed. */
const TOOL_TOKENS = 1_000;

function countInput({ text, json }: RequestBody): number {
  const { tokens, base64Length } = readAttachments(json);
  const hasTools = json['toolConfig'] !== undefined || json['tools'] !== undefined;
  return Buffer.byteLength(text) - base64Length + tokens + (hasTools ? TOOL_TOKENS : 0);
}

function listPayable(target: Target, allowsDefaultTier: boolean): readonly TieredModelId[] {
  const { baseModelId, requestedTier, fallbacks, isStrict } = target;
  const requested: TieredModelId = { baseModelId, tier: requestedTier };
  if (isStrict) return [requested];
  const all = [requested, ...fallbacks];
  if (!allowsDefaultTier) return all;
  return [...all, ...all.map((each): TieredModelId => ({ ...each, tier: 'default' }))];
}

/** Input may all be written to the cache, which costs more. A model's limit of prompts is of tokens, not of bytes. */
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
