import { isJsonObject, type JsonObject } from '../../json/json-object';
import type { CountKind, TokenCounts } from '../token-usage';
import { readCacheWrites } from './cache-writes';
import { readPlausibleCount, sumCounts } from './plausible-count';

type NamesByKind = Readonly<Partial<Record<CountKind, readonly string[]>>>;

/**
 * The names of each count in the APIs of Converse and Nova, Anthropic, OpenAI, DeepSeek, Llama and Titan, and in Bedrock's invocation
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
    'prompt_cache_hit_tokens',
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
  const named = { ...split, ...readOpenAiDetails(value), ...readNamed(value, NAMES) };
  const counts = addReasoning(joinPrompt(named, value), value);
  const { cacheWriteInputTokens: total = Number.POSITIVE_INFINITY } = counts;
  const isContradicted = (split.cacheWriteInputTokens ?? 0) > total;
  return isContradicted ? { ...counts, cacheWriteInputTokens: undefined } : counts;
}

/** @see https://platform.openai.com/docs/guides/prompt-caching */
function readOpenAiDetails(value: JsonObject): TokenCounts {
  const details = value['prompt_tokens_details'] ?? value['input_tokens_details'];
  return isJsonObject(details) ? readNamed(details, NAMES_IN_DETAILS) : {};
}

/** The input tokens of OpenAI's Responses include what was read from the cache and written to it. */
function joinPrompt(
  counts: TokenCounts,
  { input_tokens_details: details }: JsonObject,
): TokenCounts {
  if (!isJsonObject(details) || !('inputTokens' in counts)) return counts;
  const { inputTokens: promptTokens, ...others } = counts;
  return { ...others, promptTokens };
}

/** Reasoning is output. Some models of xAI count it beside the completion, and only the total includes both. */
function addReasoning(counts: TokenCounts, value: JsonObject): TokenCounts {
  const details = value['completion_tokens_details'] ?? value['output_tokens_details'];
  const reasoningTokens = isJsonObject(details) && readPlausibleCount(details['reasoning_tokens']);
  if (!reasoningTokens) return counts;
  const { promptTokens = counts.inputTokens, outputTokens } = counts;
  const whole = sumCounts([promptTokens, outputTokens, reasoningTokens]);
  if (whole === undefined || whole !== value['total_tokens']) return { ...counts, reasoningTokens };
  return { ...counts, reasoningTokens, outputTokens: sumCounts([outputTokens, reasoningTokens]) };
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
