import type { Headers } from '../forwarded-headers';
import type { TokenCounts } from '../token-usage';
import { readPlausibleCount } from './plausible-count';

const HEADER_NAMES = {
  inputTokens: 'x-amzn-bedrock-input-token-count',
  outputTokens: 'x-amzn-bedrock-output-token-count',
  cacheReadInputTokens: 'x-amzn-bedrock-cache-read-input-token-count',
  cacheWriteInputTokens: 'x-amzn-bedrock-cache-write-input-token-count',
} as const;

/**
 * Reads the counts of an invoke reply from its headers. Clients receive them although the API model does not list them.
 * Empty if a header is no plausible count.
 */
export function readCountHeaders(headers: Headers): TokenCounts {
  const counts = Object.entries(HEADER_NAMES)
    .filter(([, header]) => headers[header] !== undefined)
    .map(([kind, header]) => [kind, readCount(headers[header] ?? '')] as const);
  return counts.some(([, count]) => count === undefined) ? {} : Object.fromEntries(counts);
}

function readCount(text: string): number | undefined {
  return /^\d+$/.test(text) ? readPlausibleCount(Number(text)) : undefined;
}
