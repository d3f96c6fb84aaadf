import { expect, it } from 'vitest';
import { readCacheWish } from '../../../../lambda/core/reply-cache/cache-control';

it.each([
  [undefined, 'any'],
  ['', 'any'],
  ['max-age=0', 'any'],
  ['no-cache', 'no-cache'],
  ['No-Cache', 'no-cache'],
  ['max-age=0, no-cache', 'no-cache'],
  ['no-cache="x-a"', 'no-cache'],
  ['no-store', 'no-store'],
  ['no-cache,no-store', 'no-store'],
  ['not-no-cache', 'any'],
])('cache-control %j is %s', (value, wish) => {
  expect(readCacheWish(value === undefined ? {} : { 'cache-control': value })).toBe(wish);
});
