import { SERVICE_TIER_HEADER } from '../../contract';
import { isJsonObject, type JsonObject } from '../json/json-object';
import { parseAbridged } from '../json/parse-abridged';
import { readCountHeaders } from './counts/count-headers';
import type { Headers } from './forwarded-headers';
import {
  completeUsage,
  composeKnownUsage,
  type KnownUsage,
  type TokenCounts,
  type TokenUsage,
} from './token-usage';

/** What a reply reports about itself. A member that is missing or malformed is undefined. */
export interface ReplyFacts {
  /** Undefined if a part of it is not known. */
  readonly usage: TokenUsage | undefined;
  /** What a reply has reported of its usage so far. If it breaks off, this is all that is known. */
  readonly usageSoFar: KnownUsage;
  /** Any string: Bedrock may name tiers that the router does not know. */
  readonly resolvedTier: string | undefined;
  /** `standard` or `optimized`, which has prices of its own; any string, as with the tier. */
  readonly latencyMode: string | undefined;
  /** The name of an error in its body, if the API has one there: a code of OpenAI's. */
  readonly errorName: string | undefined;
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
  latencyMode: undefined,
  errorName: undefined,
  errorMessage: undefined,
  streamException: undefined,
  openingException: undefined,
  firstTokenAt: undefined,
};

/** On requests and replies of the invoke actions. Converse has the member `performanceConfig`. */
export const LATENCY_HEADER = 'x-amzn-bedrock-performanceconfig-latency';

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_PerformanceConfiguration.html */
const LATENCY_MODES = ['standard', 'optimized'] as const;
export type LatencyMode = (typeof LATENCY_MODES)[number];

/** Finds Bedrock's mode of a name. Undefined for any other, because it may be a text of the caller that a reply repeats. */
export function findLatencyMode(name: string | undefined): LatencyMode | undefined {
  return LATENCY_MODES.find((mode) => mode === name);
}

/** Reads a reply that is not a stream: its headers, and its body if that is a JSON object. Long members have no facts. */
export function readReplyFacts(
  headers: Headers,
  text: string,
  readCounts: (body: JsonObject) => TokenCounts,
): ReplyFacts {
  const body = parseAbridged(text) ?? {};
  const usageSoFar = composeKnownUsage({ ...readCounts(body), ...readCountHeaders(headers) });
  return {
    ...NO_FACTS,
    usage: completeUsage(usageSoFar),
    usageSoFar,
    resolvedTier: readName(headers[SERVICE_TIER_HEADER]) ?? readTierMember(body['serviceTier']),
    latencyMode: readName(headers[LATENCY_HEADER]) ?? readLatencyMember(body['performanceConfig']),
    errorMessage: readErrorMessage(body),
  };
}

/** Reads the message of an error, which is a body or a message of a stream. */
export function readErrorMessage(error: JsonObject): string | undefined {
  const message = error['message'] ?? error['Message'];
  return typeof message === 'string' ? message : undefined;
}

/** A tier becomes a header and a metric dimension, so a text that could not be a name is ignored. */
export function readName(text: unknown): string | undefined {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{1,32}$/.test(text) ? text : undefined;
}

/** Reads `{"type": "flex"}`, as Converse writes it in replies and in the metadata of a stream. */
export function readTierMember(member: unknown): string | undefined {
  return isJsonObject(member) ? readName(member['type']) : undefined;
}

/** Reads `{"latency": "optimized"}`, as Converse takes it in requests, too. */
export function readLatencyMember(member: unknown): string | undefined {
  return isJsonObject(member) ? readName(member['latency']) : undefined;
}
