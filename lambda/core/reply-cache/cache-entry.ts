import { TIMES } from '../settings/times';
import type { CachedReply } from './cached-reply';

/** What the cache has under a key. Times are in milliseconds since 1970, by the clock of the environment that wrote them. */
export type CacheEntry =
  | { readonly kind: 'reply'; readonly reply: CachedReply; readonly storedAt: number }
  | {
      /** A request asks Bedrock (`leased`), or its answer is not cached (`given-up`). */
      readonly kind: 'leased' | 'given-up';
      readonly until: number;
    };

/** What an entry means to a request. */
export type Judgement =
  | { readonly kind: 'hit'; readonly reply: CachedReply; readonly ageSeconds: number }
  /** `leased`: wait for the reply. `given-up`: ask Bedrock beside others. `absent`: take the lease. */
  | { readonly kind: 'leased' | 'given-up' | 'absent' };

const ABSENT = { kind: 'absent' } as const;

/**
 * Judges an entry by its age. An entry from the future was written by a clock that is wrong, and counts as absent beyond the
 * tolerance, so that it cannot keep requests waiting or stay fresh for ever.
 */
export function judgeEntry(
  entry: CacheEntry | undefined,
  { now, maxAgeSeconds }: { readonly now: number; readonly maxAgeSeconds: number },
): Judgement {
  if (entry === undefined) return ABSENT;
  if (entry.kind !== 'reply') {
    const restMillis = entry.until - now;
    return restMillis > 0 && restMillis <= TIMES.replyLeaseMillis ? { kind: entry.kind } : ABSENT;
  }
  const ageMillis = now - entry.storedAt;
  const isDated = ageMillis >= -TIMES.clockToleranceSeconds * 1000;
  if (!isDated || ageMillis > maxAgeSeconds * 1000) return ABSENT;
  const ageSeconds = Math.max(0, Math.floor(ageMillis / 1000));
  return { kind: 'hit', reply: entry.reply, ageSeconds };
}
