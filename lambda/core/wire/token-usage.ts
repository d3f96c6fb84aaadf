import { isJsonObject, type JsonObject } from '../json/json-object';
import type { Headers } from './forwarded-headers';

/**
 * Tokens of one call, as Bedrock counts them. Cache tokens are counted beside the input tokens, not among them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
 */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
}

/** The names of each count in the APIs of Converse and Nova, Anthropic, OpenAI, and in Bedrock's invocation metrics. */
const NAMES: Readonly<Record<keyof TokenUsage, readonly string[]>> = {
  inputTokens: ['inputTokens', 'input_tokens', 'prompt_tokens', 'inputTokenCount'],
  outputTokens: ['outputTokens', 'output_tokens', 'completion_tokens', 'outputTokenCount'],
  cacheReadInputTokens: ['cacheReadInputTokens', 'cache_read_input_tokens'],
  cacheWriteInputTokens: ['cacheWriteInputTokens', 'cache_creation_input_tokens'],
};

const HEADER_NAMES: Readonly<Record<keyof TokenUsage, string>> = {
  inputTokens: 'x-amzn-bedrock-input-token-count',
  outputTokens: 'x-amzn-bedrock-output-token-count',
  cacheReadInputTokens: 'x-amzn-bedrock-cache-read-input-token-count',
  cacheWriteInputTokens: 'x-amzn-bedrock-cache-write-input-token-count',
};

/** Undefined if the value names neither input nor output tokens. */
export function readTokenUsage(value: unknown): TokenUsage | undefined {
  if (!isJsonObject(value)) return undefined;
  const inputTokens = readCount(value, NAMES.inputTokens);
  const outputTokens = readCount(value, NAMES.outputTokens);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return {
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cacheReadInputTokens: readCount(value, NAMES.cacheReadInputTokens) ?? 0,
    cacheWriteInputTokens: readCount(value, NAMES.cacheWriteInputTokens) ?? 0,
  };
}

/**
 * Reads the counts of an invoke reply from its headers. Clients receive them although the API model does not list them.
 *
 * @param usage the body's own counts, for those that no header has
 */
export function readUsageHeaders(headers: Headers, usage?: unknown): TokenUsage | undefined {
  const counts = Object.entries(HEADER_NAMES)
    .map(([name, header]) => [name, readNumber(headers[header])] as const)
    .filter(([, count]) => count !== undefined);
  return readTokenUsage({ ...(isJsonObject(usage) ? usage : {}), ...Object.fromEntries(counts) });
}

function readCount(usage: JsonObject, names: readonly string[]): number | undefined {
  const value = names.map((name) => usage[name]).find((candidate) => candidate !== undefined);
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function readNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
