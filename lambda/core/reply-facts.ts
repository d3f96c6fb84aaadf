import { isJsonObject } from './json-object';

/**
 * Tokens of one call, as Bedrock counts them. Cache tokens are counted beside the input tokens, not among them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
 */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
}

/** What a Converse reply says of itself; members that are missing or malformed are undefined. */
export interface ReplyFacts {
  readonly usage: TokenUsage | undefined;
  /** An open string: Bedrock may name tiers that we do not know. */
  readonly resolvedTier: string | undefined;
}

const NO_FACTS: ReplyFacts = { usage: undefined, resolvedTier: undefined };

/** Reads a copy of a Converse reply; text that is no JSON object says nothing. */
export function readReplyFacts(text: string): ReplyFacts {
  let reply: unknown;
  try {
    reply = JSON.parse(text);
  } catch {
    return NO_FACTS;
  }
  if (!isJsonObject(reply)) return NO_FACTS;
  return { usage: readUsage(reply['usage']), resolvedTier: readTier(reply['serviceTier']) };
}

function readUsage(usage: unknown): TokenUsage | undefined {
  if (!isJsonObject(usage)) return undefined;
  return {
    inputTokens: readCount(usage['inputTokens']),
    outputTokens: readCount(usage['outputTokens']),
    cacheReadInputTokens: readCount(usage['cacheReadInputTokens']),
    cacheWriteInputTokens: readCount(usage['cacheWriteInputTokens']),
  };
}

function readTier(serviceTier: unknown): string | undefined {
  const type = isJsonObject(serviceTier) ? serviceTier['type'] : undefined;
  return typeof type === 'string' && type !== '' ? type : undefined;
}

function readCount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;
}
