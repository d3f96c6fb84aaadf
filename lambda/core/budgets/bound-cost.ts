import type { TieredModelId } from '../ids/tiered-model-id';
import { hasRepeatedName } from '../json/repeated-names';
import { priceInNanoUsd } from '../pricing/price-usage';
import type { Prices } from '../pricing/prices';
import type { RequestBody } from '../wire/request-body';
import type { BodyFormat } from '../wire/wire';
import { readAttachments } from './attachments';
import { readOutputLimit } from './output-limit';

/** The most that a call can cost. */
export type CostBound =
  | { readonly kind: 'bounded'; readonly nanoUsd: number }
  /** Nobody knows what a call costs. */
  | { readonly kind: 'unpriced' };

/**
 * Bounds what calls with one body can cost. Every byte of text counts as a token, because no token is smaller, and the
 * answer counts as long as it may be. A limit that the body names twice counts as none.
 */
export function createCostBound(
  body: RequestBody,
  format: BodyFormat,
  prices: Prices,
): (candidate: TieredModelId) => CostBound {
  const inputTokens = countInput(body);
  const limits = hasRepeatedName(body.outline) ? {} : body.json;
  return (candidate) => {
    const outputTokens = readOutputLimit(limits, candidate.baseModelId, format);
    const nanoUsd = priceDearest(prices, candidate, { inputTokens, outputTokens });
    return nanoUsd === undefined ? { kind: 'unpriced' } : { kind: 'bounded', nanoUsd };
  };
}

/** With tools comes a system prompt of some hundred tokens, which is billed. */
const TOOL_TOKENS = 1_000;

function countInput({ text, json }: RequestBody): number {
  const { tokens, base64Length } = readAttachments(json);
  const hasTools = json['toolConfig'] !== undefined || json['tools'] !== undefined;
  return Buffer.byteLength(text) - base64Length + tokens + (hasTools ? TOOL_TOKENS : 0);
}

/** All input may be written to the cache, which costs more. A model's limit of prompts is in tokens, not in bytes. */
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
