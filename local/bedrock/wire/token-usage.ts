import type { CacheTtl, PromptPart } from './prompt';

/** Usage as Converse reports it. Only a prompt with cache points has the cache members. */
export interface TokenUsage {
  /** Without the tokens read from or written to a cache. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Those of the output tokens that are not part of the reply; absent if there are none. */
  readonly reasoningTokens?: number;
  readonly totalTokens: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
  readonly cacheDetails?: readonly CacheWrite[];
}

/** Tokens that are written to a cache with one lifetime. They are among the written tokens, not beside them. */
export interface CacheWrite {
  readonly ttl: CacheTtl;
  readonly inputTokens: number;
}

/** The emulator has no tokenizer. English text has about four characters per token. */
export const CHARACTERS_PER_TOKEN = 4;

/** With this ratio, a page image of 800 kB has about 1,600 tokens, as in vision models. */
const MEDIA_BYTES_PER_TOKEN = 512;

export function countTextTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

export function countPromptTokens(parts: readonly PromptPart[]): number {
  return parts.reduce((sum, part) => sum + countPartTokens(part), 0);
}

function countPartTokens(part: PromptPart): number {
  switch (part.kind) {
    case 'text':
      return countTextTokens(part.text);
    case 'structure':
      return countTextTokens(part.json);
    case 'media':
      return Math.ceil(Buffer.byteLength(part.base64, 'base64') / MEDIA_BYTES_PER_TOKEN);
    case 'cache-point':
      return 0;
    default:
      return part satisfies never;
  }
}
