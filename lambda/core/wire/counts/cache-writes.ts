import { isJsonObject, type JsonObject } from '../../json/json-object';
import type { TokenCounts } from '../token-usage';
import { sumCounts } from './plausible-count';

interface CacheWrite {
  /** Undefined or null if it is not named. */
  readonly lifetime: unknown;
  readonly tokens: unknown;
}

const ONE_HOUR = '1h';

/** What costs a model's usual rate for cache writes. */
const USUAL_LIFETIMES: readonly unknown[] = [undefined, null, '5m', '30m'];

/**
 * Reads how a usage splits its cache writes by lifetime. Their sum is only the total of a usage that names none.
 *
 * | API       | Split                                                                                |
 * |-----------|--------------------------------------------------------------------------------------|
 * | Converse  | `"cacheDetails":[{"ttl":"1h","inputTokens":10000}]`                                  |
 * | Anthropic | `"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":10000}` |
 *
 * A lifetime that the router does not know has no price, so the count of the one-hour writes is then implausible. A split
 * that names no count changes none: a stream may report the counts in an earlier event.
 */
export function readCacheWrites({
  cacheDetails,
  cache_creation: cacheCreation,
}: JsonObject): TokenCounts {
  const writes = listDetails(cacheDetails) ?? listCreation(cacheCreation);
  if (writes.length === 0) return {};
  const sumOf = (isCounted: (write: CacheWrite) => boolean) =>
    sumCounts(writes.filter(isCounted).map(({ tokens }) => tokens));
  const oneHour = sumOf(({ lifetime }) => lifetime === ONE_HOUR);
  return {
    cacheWriteInputTokens: sumOf(() => true),
    cacheWriteOneHourInputTokens: sumOf(isOfUnknownLifetime) === 0 ? oneHour : undefined,
  };
}

function isOfUnknownLifetime({ lifetime }: CacheWrite): boolean {
  return lifetime !== ONE_HOUR && !USUAL_LIFETIMES.includes(lifetime);
}

function listDetails(details: unknown): readonly CacheWrite[] | undefined {
  if (!Array.isArray(details)) return undefined;
  return details.filter(isJsonObject).map(({ ttl, inputTokens }) => {
    return { lifetime: ttl, tokens: inputTokens };
  });
}

const EPHEMERAL = /^ephemeral_(.+)_input_tokens$/;

function listCreation(creation: unknown): readonly CacheWrite[] {
  if (!isJsonObject(creation)) return [];
  return Object.entries(creation).flatMap(([name, tokens]) => {
    const lifetime = EPHEMERAL.exec(name)?.[1];
    return lifetime === undefined || tokens === null ? [] : [{ lifetime, tokens }];
  });
}
