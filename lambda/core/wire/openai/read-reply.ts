import { SERVICE_TIER_HEADER } from '../../../contract';
import { readServiceTier } from '../../ids/service-tier';
import type { JsonObject } from '../../json/json-object';
import { parseAbridged } from '../../json/parse-abridged';
import { METRICS } from '../counts/body-counts';
import { readCountHeaders } from '../counts/count-headers';
import { readTokenCounts } from '../counts/token-counts';
import type { Headers } from '../forwarded-headers';
import { NO_FACTS, type ReplyFacts, readErrorMessage, readName } from '../reply-facts';
import { completeUsage, composeKnownUsage, type TokenCounts } from '../token-usage';
import { TIER_MEMBER } from './openai-tier';
import { readReportedError } from './read-error';

/** Reads a reply that is not a stream. An error may have OpenAI's shape or Bedrock's. */
export function readOpenAiReply(headers: Headers, text: string): ReplyFacts {
  const body = parseAbridged(text) ?? {};
  const usageSoFar = composeKnownUsage({
    ...readReportedUsage(body),
    ...readCountHeaders(headers),
  });
  const error = readReportedError(body);
  return {
    ...NO_FACTS,
    usage: completeUsage(usageSoFar),
    usageSoFar,
    resolvedTier: readName(headers[SERVICE_TIER_HEADER]) ?? readResolvedTier(body),
    errorMessage: error?.message ?? readErrorMessage(body),
    errorName: error?.name,
  };
}

/**
 * Reads the tier that a body or an event says it was served on. `auto` is a request, which some replies repeat; gpt-oss
 * calls the default tier `standard`.
 */
export function readResolvedTier(body: JsonObject): string | undefined {
  const name = readName(body[TIER_MEMBER]);
  if (name === undefined || name === 'auto') return undefined;
  return readServiceTier(name) ?? name;
}

/** Reads no other member, because replies of the Responses API repeat the caller's own. */
export function readReportedUsage(body: JsonObject): TokenCounts {
  return { ...readTokenCounts(body['usage']), ...readTokenCounts(body[METRICS]) };
}
