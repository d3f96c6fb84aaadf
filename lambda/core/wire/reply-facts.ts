import { SERVICE_TIER_HEADER } from '../../contract';
import { isJsonObject, type JsonObject, parseJsonObject } from '../json/json-object';
import type { Headers } from './forwarded-headers';
import { readUsageHeaders, type TokenUsage } from './token-usage';

/** What a reply says of itself. Whatever is missing or malformed is undefined. */
export interface ReplyFacts {
  readonly usage: TokenUsage | undefined;
  /** An open string: Bedrock may name tiers that we do not know. */
  readonly resolvedTier: string | undefined;
  /** Of an error, in Bedrock's words. Never logged: it may quote the request. */
  readonly errorMessage: string | undefined;
  /** The exception that a stream carried after its status was out, e.g. `throttlingException`. */
  readonly streamException: string | undefined;
  /** The same where the stream began with it, and so never was one. */
  readonly openingException: string | undefined;
  /** When the first piece of an answer came through a stream, on the router's clock. */
  readonly firstTokenAt: number | undefined;
}

export const NO_FACTS: ReplyFacts = {
  usage: undefined,
  resolvedTier: undefined,
  errorMessage: undefined,
  streamException: undefined,
  openingException: undefined,
  firstTokenAt: undefined,
};

/** Reads a copy of a reply that is not a stream: its headers, and its body where that is a JSON object. */
export function readReplyFacts(headers: Headers, text: string): ReplyFacts {
  const body = parseJsonObject(text) ?? {};
  return {
    ...NO_FACTS,
    usage: readUsageHeaders(headers, body['usage']),
    resolvedTier: readTierName(headers[SERVICE_TIER_HEADER]) ?? readTierMember(body['serviceTier']),
    errorMessage: readErrorMessage(body),
  };
}

/** Reads the words of an error, be it a body or an event of a stream. */
export function readErrorMessage(error: JsonObject): string | undefined {
  const message = error['message'] ?? error['Message'];
  return typeof message === 'string' ? message : undefined;
}

/** A tier becomes a header and a metric dimension, so what is no name of one counts as none. */
export function readTierName(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Za-z0-9_-]{1,32}$/.test(text) ? text : undefined;
}

/** Reads `{"type": "flex"}`, as Converse writes it in replies and in the metadata of a stream. */
export function readTierMember(member: unknown): string | undefined {
  const type = isJsonObject(member) ? member['type'] : undefined;
  return typeof type === 'string' ? readTierName(type) : undefined;
}
