import { isJsonObject, type JsonObject } from '../../json/json-object';
import type { CountKind, TokenCounts } from '../token-usage';
import { readCacheWrites } from './cache-writes';
import { readPlausibleCount } from './plausible-count';

type NamesByKind = Readonly<Partial<Record<CountKind, readonly string[]>>>;

/**
 * The names of each count in the APIs of Converse and Nova, Anthropic, OpenAI, Llama and Titan, and in Bedrock's invocation
 * metrics.
 */
const NAMES: NamesByKind = {
  inputTokens: [
    'inputTokens',
    'input_tokens',
    'inputTokenCount',
    'prompt_token_count',
    'inputTextTokenCount',
  ],
  promptTokens: ['prompt_tokens'],
  outputTokens: [
    'outputTokens',
    'output_tokens',
    'completion_tokens',
    'outputTokenCount',
    'generation_token_count',
    'totalOutputTextTokenCount',
  ],
  cacheReadInputTokens: [
    'cacheReadInputTokens',
    'cache_read_input_tokens',
    'cacheReadInputTokenCount',
  ],
  cacheWriteInputTokens: [
    'cacheWriteInputTokens',
    'cache_creation_input_tokens',
    'cacheWriteInputTokenCount',
  ],
};

const NAMES_IN_DETAILS: NamesByKind = {
  cacheReadInputTokens: ['cached_tokens'],
  cacheWriteInputTokens: ['cache_write_tokens'],
};

/**
 * Reads the counts that a value names, under the names of any API. A count that is null is not named. Cache writes are
 * implausible if their split has more than their total.
 */
export function readTokenCounts(value: unknown): TokenCounts {
  if (!isJsonObject(value)) return {};
  const split = readCacheWrites(value);
  const counts = { ...split, ...readOpenAiDetails(value), ...readNamed(value, NAMES) };
  const { cacheWriteInputTokens: total = Number.POSITIVE_INFINITY } = counts;
  const isContradicted = (split.cacheWriteInputTokens ?? 0) > total;
  return isContradicted ? { ...counts, cacheWriteInputTokens: undefined } : counts;
}

/** @see https://platform.openai.com/docs/guides/prompt-caching */
function readOpenAiDetails({ prompt_tokens_details: details }: JsonObject): TokenCounts {
  return isJsonObject(details) ? readNamed(details, NAMES_IN_DETAILS) : {};
}

function readNamed(value: JsonObject, names: NamesByKind): TokenCounts {
  const counts: { -readonly [Kind in CountKind]?: number | undefined } = {};
  for (const [kind, namesOfKind] of Object.entries(names) as [CountKind, readonly string[]][]) {
    const named = findNamed(value, namesOfKind);
    if (named !== undefined) counts[kind] = readPlausibleCount(named);
  }
  return counts;
}

function findNamed(value: JsonObject, names: readonly string[]): unknown {
  for (const name of names) {
    const named = value[name];
    if (named !== undefined && named !== null) return named;
  }
  return undefined;
}
