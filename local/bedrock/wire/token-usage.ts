import type { CacheTtl, PromptPart } from './prompt';

/** Usage as Converse reports it; the members about caches only where the prompt has cache points. */
export interface TokenUsage {
  /** Without the tokens read from or written to a cache. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
  readonly cacheDetails?: readonly { readonly ttl: CacheTtl; readonly inputTokens: number }[];
}

/** No tokenizer: English prose has about four characters a token, which is near enough for plausible numbers. */
export const CHARACTERS_PER_TOKEN = 4;

/** A page image of 800 kB comes to some 1,600 tokens, as vision models count such a page. */
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
