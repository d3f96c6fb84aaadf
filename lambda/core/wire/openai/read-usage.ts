import { isJsonObject, type JsonObject } from '../../json/json-object';
import { METRICS } from '../counts/body-counts';
import { readPlausibleCount, sumCounts } from '../counts/plausible-count';
import { readTokenCounts } from '../counts/token-counts';
import type { TokenCounts } from '../token-usage';

/**
 * Reads the counts of a reply, or of an event of its stream. Prompt tokens include those that were read from the cache or
 * written to it. Completion tokens include reasoning.
 *
 * | Chat Completions                              | Responses                                  | count         |
 * |-----------------------------------------------|--------------------------------------------|---------------|
 * | `prompt_tokens`                               | `input_tokens`                             | the prompt    |
 * | `prompt_tokens_details.cached_tokens`         | `input_tokens_details.cached_tokens`       | cache reads   |
 * | `prompt_tokens_details.cache_write_tokens`    | `input_tokens_details.cache_write_tokens`  | cache writes  |
 * | `prompt_cache_hit_tokens`, if nothing else is |                                            | cache reads   |
 * | `completion_tokens`                           | `output_tokens`                            | the output    |
 *
 * @see https://platform.openai.com/docs/guides/prompt-caching
 */
export function readReportedUsage(body: JsonObject): TokenCounts {
  const { usage, [METRICS]: metrics } = body;
  return { ...(isJsonObject(usage) && readCounts(usage)), ...readTokenCounts(metrics) };
}

/** Most events of a stream have none. */
export function hasReportedUsage(event: JsonObject): boolean {
  return isJsonObject(event['usage']) || METRICS in event;
}

function readCounts(usage: JsonObject): TokenCounts {
  const details = readFirst(usage, ['prompt_tokens_details', 'input_tokens_details']);
  const { cached_tokens: cached, cache_write_tokens: written } = isJsonObject(details)
    ? details
    : {};
  return {
    ...name('promptTokens', readFirst(usage, ['prompt_tokens', 'input_tokens'])),
    ...name('cacheReadInputTokens', cached ?? usage['prompt_cache_hit_tokens']),
    ...name('cacheWriteInputTokens', written),
    ...name('outputTokens', readOutput(usage)),
  };
}

/** A count that is null is not named. */
function name(kind: keyof TokenCounts, value: unknown): TokenCounts {
  return value === undefined || value === null ? {} : { [kind]: readPlausibleCount(value) };
}

/** Some models of xAI report reasoning beside the completion, and only the total includes both. */
function readOutput(usage: JsonObject): unknown {
  const completion = readFirst(usage, ['completion_tokens', 'output_tokens']);
  const prompt = readFirst(usage, ['prompt_tokens', 'input_tokens']);
  const details = readFirst(usage, ['completion_tokens_details', 'output_tokens_details']);
  const reasoning = isJsonObject(details) ? (details['reasoning_tokens'] ?? 0) : 0;
  const isBeside =
    reasoning !== 0 && sumCounts([prompt, completion, reasoning]) === usage['total_tokens'];
  return isBeside ? sumCounts([completion, reasoning]) : completion;
}

function readFirst(value: JsonObject, names: readonly string[]): unknown {
  for (const each of names)
    if (value[each] !== undefined && value[each] !== null) return value[each];
  return undefined;
}
