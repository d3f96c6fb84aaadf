import { SERVICE_TIER_HEADER } from '../../contract';
import { isJsonObject, type JsonObject, parseJsonObject } from '../json/json-object';
import type { Headers } from './forwarded-headers';
import { readUsageHeaders, type TokenUsage } from './token-usage';

/** What a reply reports about itself. A member that is missing or malformed is undefined. */
export interface ReplyFacts {
  readonly usage: TokenUsage | undefined;
  /** The counts that a stream has reported so far. If it breaks off, they are all that is known. */
  readonly usageSoFar: Partial<TokenUsage>;
  /** Any string: Bedrock may name tiers that the router does not know. */
  readonly resolvedTier: string | undefined;
  /** The message of an error. Never logged, because it may quote the request. */
  readonly errorMessage: string | undefined;
  /** The exception that a stream carries although its status is 200, e.g. `throttlingException`. */
  readonly streamException: string | undefined;
  /** The same exception if the stream begins with it, so that nothing else was sent before. */
  readonly openingException: string | undefined;
  /** When a stream's first piece of text, reasoning or a tool call arrived, on the router's clock. */
  readonly firstTokenAt: number | undefined;
}

export const NO_FACTS: ReplyFacts = {
  usage: undefined,
  usageSoFar: {},
  resolvedTier: undefined,
  errorMessage: undefined,
  streamException: undefined,
  openingException: undefined,
  firstTokenAt: undefined,
};

/** Reads a reply that is not a stream: its headers, and its body if that is a JSON object. */
export function readReplyFacts(headers: Headers, text: string): ReplyFacts {
  const body = parseJsonObject(text) ?? {};
  return {
    ...NO_FACTS,
    usage: readUsageHeaders(headers, body['usage']),
    resolvedTier: readTierName(headers[SERVICE_TIER_HEADER]) ?? readTierMember(body['serviceTier']),
    errorMessage: readErrorMessage(body),
  };
}

/** Reads the message of an error, which is a body or a message of a stream. */
export function readErrorMessage(error: JsonObject): string | undefined {
  const message = error['message'] ?? error['Message'];
  return typeof message === 'string' ? message : undefined;
}

/** A tier becomes a header and a metric dimension, so a text that could not be a name is ignored. */
export function readTierName(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Za-z0-9_-]{1,32}$/.test(text) ? text : undefined;
}

/** Reads `{"type": "flex"}`, as Converse writes it in replies and in the metadata of a stream. */
export function readTierMember(member: unknown): string | undefined {
  const type = isJsonObject(member) ? member['type'] : undefined;
  return typeof type === 'string' ? readTierName(type) : undefined;
}
