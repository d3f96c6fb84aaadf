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

/** The counts that one value names. A count is undefined if it is named and implausible. */
export type TokenCounts = { readonly [Kind in keyof TokenUsage]?: number | undefined };

/**
 * The names of each count in the APIs of Converse and Nova, Anthropic, OpenAI, Llama and Titan, and in Bedrock's invocation
 * metrics.
 */
const NAMES: Readonly<Record<keyof TokenUsage, readonly string[]>> = {
  inputTokens: [
    'inputTokens',
    'input_tokens',
    'prompt_tokens',
    'inputTokenCount',
    'prompt_token_count',
    'inputTextTokenCount',
  ],
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

const KINDS = Object.entries(NAMES) as [keyof TokenUsage, readonly string[]][];

const HEADER_NAMES: Readonly<Record<keyof TokenUsage, string>> = {
  inputTokens: 'x-amzn-bedrock-input-token-count',
  outputTokens: 'x-amzn-bedrock-output-token-count',
  cacheReadInputTokens: 'x-amzn-bedrock-cache-read-input-token-count',
  cacheWriteInputTokens: 'x-amzn-bedrock-cache-write-input-token-count',
};

/** No model takes or writes as many tokens in one call. */
const MOST_TOKENS = 1e9;

/** Undefined if the value names neither input nor output tokens, or a count that is implausible. */
export function readTokenUsage(value: unknown): TokenUsage | undefined {
  return composeTokenUsage(readTokenCounts(value));
}

/** Reads the counts that a value names, under the names of any API. A count that is null is not named. */
export function readTokenCounts(value: unknown): TokenCounts {
  const counts: { -readonly [Kind in keyof TokenCounts]: TokenCounts[Kind] } = {};
  if (!isJsonObject(value)) return counts;
  for (const [kind, names] of KINDS) {
    const named = findNamed(value, names);
    if (named !== undefined) counts[kind] = isTokenCount(named) ? named : undefined;
  }
  return counts;
}

/** Undefined if neither input nor output tokens are known, or if any count is implausible. */
export function composeTokenUsage(counts: TokenCounts): TokenUsage | undefined {
  const { inputTokens, outputTokens } = counts;
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const isImplausible = Object.values(counts).includes(undefined);
  return isImplausible ? undefined : { ...NO_TOKENS, ...leaveOutImplausible(counts) };
}

const NO_TOKENS: TokenUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

export function leaveOutImplausible(counts: TokenCounts): Partial<TokenUsage> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

/**
 * Reads the counts of an invoke reply from its headers. Clients receive them although the API model does not list them.
 * If a header is no plausible count, only the body counts.
 *
 * @param usage the body's own counts, for those that no header has
 */
export function readUsageHeaders(headers: Headers, usage?: unknown): TokenUsage | undefined {
  const counts = readHeaderCounts(headers);
  return composeTokenUsage({ ...readTokenCounts(usage), ...counts });
}

/** Empty if a header is no plausible count. */
export function readHeaderCounts(headers: Headers): TokenCounts {
  const counts = Object.entries(HEADER_NAMES)
    .filter(([, header]) => headers[header] !== undefined)
    .map(([kind, header]) => [kind, readCount(headers[header] ?? '')] as const);
  return counts.some(([, count]) => count === undefined) ? {} : Object.fromEntries(counts);
}

function findNamed(value: JsonObject, names: readonly string[]): unknown {
  for (const name of names) {
    const named = value[name];
    if (named !== undefined && named !== null) return named;
  }
  return undefined;
}

function isTokenCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS;
}

function readCount(text: string): number | undefined {
  const count = /^\d+$/.test(text) ? Number(text) : undefined;
  return isTokenCount(count) ? count : undefined;
}
