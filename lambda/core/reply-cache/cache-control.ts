import type { Headers } from '../wire/forwarded-headers';

/** What a caller wants of the cache: `no-cache` asks Bedrock again and stores the reply, `no-store` keeps out of the cache. */
export type CacheWish = 'any' | 'no-cache' | 'no-store';

/** Reads the directives of `cache-control` that a request may have. Others have no effect. */
export function readCacheWish(headers: Headers): CacheWish {
  const directives = (headers['cache-control'] ?? '').toLowerCase().split(',');
  const has = (name: string) => directives.some((each) => each.split('=')[0]?.trim() === name);
  if (has('no-store')) return 'no-store';
  return has('no-cache') ? 'no-cache' : 'any';
}
