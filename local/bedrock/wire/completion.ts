import type { JsonObject } from '../../../lambda/core/json/json-object';
import type { Latency } from '../replies/latency';
import type { Reply } from '../replies/reply';
import type { Prompt } from './prompt';
import type { TokenUsage } from './token-usage';

/** A reply with its numbers, in no particular format. */
export interface Completion {
  readonly modelId: string;
  readonly requestId: string;
  /** The resolved tier: an open string for clients. */
  readonly servedTier: string;
  readonly reply: Reply;
  readonly usage: TokenUsage;
  readonly latency: Latency;
}

/** An event of a stream, before it is framed. */
export interface StreamEvent {
  readonly type: string;
  readonly payload: JsonObject;
  /** Deltas are spread over the time that the reply takes. */
  readonly isDelta?: boolean;
}

/** The format of prompts and replies: Converse, or a vendor's format behind the invoke operations. */
export interface Dialect {
  /** @throws BedrockError if the body is not in this format */
  readPrompt(body: JsonObject): Prompt;
  writeReply(completion: Completion): JsonObject;
  writeStream(completion: Completion): Iterable<StreamEvent>;
}

export function joinReply({ reply }: Completion): string {
  return [...reply.pieces].join('');
}

export function stopReason({ reply }: Completion): 'max_tokens' | 'end_turn' {
  return reply.isCutByMaxTokens ? 'max_tokens' : 'end_turn';
}
