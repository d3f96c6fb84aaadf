import { isJsonObject, type JsonObject } from '../../json/json-object';
import type { TokenCounts } from '../token-usage';
import { sumCounts } from './plausible-count';
import { readTokenCounts } from './token-counts';

/** Bedrock adds its own counts to the last event of a stream, whatever the model. */
export const METRICS = 'amazon-bedrock-invocationMetrics';

/** In the replies of embedding models, which write no tokens. */
const EMBEDDINGS = ['embedding', 'embeddings', 'embeddingsByType'];

/**
 * Reads the counts of a model's own body, or of an event of its stream: Anthropic's `usage`, `message_start` and
 * `message_delta`, Nova's `usage` and `metadata`, OpenAI's `usage`, those of Llama and Titan, and Bedrock's own, which win.
 */
export function readBodyCounts(body: JsonObject): TokenCounts {
  return {
    ...countUnnamedOutput(body),
    ...readTokenCounts(body),
    ...readTokenCounts(readMember(body, 'message', 'usage')),
    ...readTokenCounts(readMember(body, 'metadata', 'usage')),
    ...readTokenCounts(body['usage']),
    ...readTokenCounts(body[METRICS]),
  };
}

/** Titan's body counts the output of each of its results. */
function countUnnamedOutput(body: JsonObject): TokenCounts {
  if (EMBEDDINGS.some((name) => Array.isArray(body[name]) || isJsonObject(body[name]))) {
    return { outputTokens: 0 };
  }
  const results = body['results'];
  const counts = (Array.isArray(results) ? results : [])
    .filter(isJsonObject)
    .flatMap(({ tokenCount }) => tokenCount ?? []);
  return counts.length === 0 ? {} : { outputTokens: sumCounts(counts) };
}

export function readMember(body: JsonObject, outer: string, inner: string): unknown {
  const member = body[outer];
  return isJsonObject(member) ? member[inner] : undefined;
}
