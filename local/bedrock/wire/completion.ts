import type { JsonObject } from '../../../lambda/core/json/json-object';
import type { Latency } from '../replies/latency';
import type { Reply } from '../replies/reply';
import type { Prompt } from './prompt';
import type { TokenUsage } from './token-usage';

/** A reply with its usage and latency, independent of any format. */
export interface Completion {
  readonly modelId: string;
  readonly requestId: string;
  /** The resolved tier. Bedrock may add tiers, so this is any string. */
  readonly servedTier: string;
  /** The latency mode that the request names, which the reply repeats. */
  readonly latencyMode: string | undefined;
  readonly reply: Reply;
  /** The function that the reply calls; the text of the reply is its arguments. */
  readonly functionName: string | undefined;
  readonly usage: TokenUsage;
  readonly latency: Latency;
  /** Whether Bedrock adds its own counts to an invoke reply. */
  readonly isCounted: boolean;
}

/** An event of a stream, before it is framed. */
export interface StreamEvent {
  readonly type: string;
  readonly payload: JsonObject;
  /** Whether the event contains text. Such events are spread over the latency of the reply. */
  readonly isDelta?: boolean;
}

/** The format of replies. */
export interface ReplyWriter {
  writeReply(completion: Completion): JsonObject;
  writeStream(completion: Completion): Iterable<StreamEvent>;
}

/** The format of prompts and replies: Converse, or a vendor's format in the invoke operations. */
export interface Dialect extends ReplyWriter {
  /** @throws BedrockError if the body is not in this format */
  readPrompt(body: JsonObject): Prompt;
}

export function joinReply({ reply }: Completion): string {
  return [...reply.pieces].join('');
}

export function stopReason({ reply }: Completion): 'max_tokens' | 'end_turn' {
  return reply.isCutByMaxTokens ? 'max_tokens' : 'end_turn';
}
