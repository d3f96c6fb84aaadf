/** The prompt of a request, independent of the format of its body. */
export interface Prompt {
  /** The text blocks of the system prompt, joined by newlines. */
  readonly system: string;
  /** The text blocks of the user's messages, joined by newlines. */
  readonly user: string;
  /** All input in the order of a prompt cache: tools, system, messages. */
  readonly parts: readonly PromptPart[];
  /** Undefined if the request sets no limit. */
  readonly maxTokens: number | undefined;
  /** Undefined if the model chooses the text. */
  readonly demand?: ReplyDemand | undefined;
  /**
   * Output tokens before the reply.
   * @default 0
   */
  readonly reasoningTokens?: number;
}

/** What a request requires of its reply: JSON of a schema, or a call of a function. */
export interface ReplyDemand {
  /** The JSON, or the arguments of the call. */
  readonly text: string;
  readonly functionName?: string;
}

export type PromptPart =
  | { readonly kind: 'text'; readonly text: string }
  /** Tools, tool calls and everything else that is neither text nor a file, as JSON. */
  | { readonly kind: 'structure'; readonly json: string }
  /** An image, a document, a video or a sound inside the body. */
  | { readonly kind: 'media'; readonly base64: string }
  /** The next request can read everything before it from the prompt cache. */
  | { readonly kind: 'cache-point'; readonly ttl: CacheTtl };

/** `30m` is OpenAI's. */
export type CacheTtl = '5m' | '30m' | '1h';

export function joinText(parts: readonly PromptPart[]): string {
  return parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n');
}

export function structurePart(value: unknown): PromptPart {
  return { kind: 'structure', json: JSON.stringify(value) };
}
