import type { CacheEntry } from '../../core/reply-cache/cache-entry';
import type { CachedReply } from '../../core/reply-cache/cached-reply';

/** Where replies are cached. A call that fails throws; nothing depends on it. */
export interface ReplyCache {
  /** What is under the key. It may lack what was written within the last second. */
  read(key: string): Promise<CacheEntry | undefined>;
  /** Takes the lease unless the key has a fresh reply or a lease; false if it has. */
  lease(key: string, request: LeaseRequest): Promise<boolean>;
  /** Replaces whatever is under the key. */
  store(key: string, reply: StoredReply): Promise<void>;
  /** Ends a lease unless it is another request's or its reply is stored. */
  endLease(key: string, end: LeaseEnd): Promise<void>;
}

export interface LeaseRequest {
  readonly owner: string;
  /** In milliseconds since 1970, as all times here. */
  readonly now: number;
  readonly until: number;
  /** When a reply was stored that is just not too old. */
  readonly oldestStoredAt: number;
}

export interface StoredReply {
  readonly reply: CachedReply;
  readonly storedAt: number;
  readonly maxAgeSeconds: number;
}

export interface LeaseEnd {
  readonly owner: string;
  /** Until when equal requests ask beside each other; now if another one may take the lease. */
  readonly givenUpUntil: number;
}

/** What the cache needs from outside. */
export interface ReplyCacheServices {
  readonly cache: ReplyCache;
  /** Digests what identifies a reply to its key. Different pieces have different keys. */
  readonly digest: (pieces: readonly (string | Uint8Array)[]) => string;
  /** A call failed. Requests then do without the cache for some seconds. */
  readonly recordFailure: (cause: unknown) => void;
}
