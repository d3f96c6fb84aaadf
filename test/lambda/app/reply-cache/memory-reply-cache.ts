import type {
  LeaseEnd,
  LeaseRequest,
  ReplyCache,
  StoredReply,
} from '../../../../lambda/app/reply-cache/services';
import type { CacheEntry } from '../../../../lambda/core/reply-cache/cache-entry';

type OwnedEntry = CacheEntry & { readonly owner?: string };

/** The cache in memory: each step is done at once and as a whole. */
export class MemoryReplyCache implements ReplyCache {
  readonly #entries = new Map<string, OwnedEntry>();
  /** Thrown instead of doing anything, as long as it is set. */
  failure: Error | undefined;
  calls = 0;

  async read(key: string): Promise<CacheEntry | undefined> {
    const found = this.#open(key);
    if (found === undefined) return undefined;
    const { owner: _, ...entry } = found;
    return entry;
  }

  async lease(key: string, { owner, now, until, oldestStoredAt }: LeaseRequest): Promise<boolean> {
    const entry = this.#open(key);
    const isHeld = entry && entry.kind !== 'reply' && entry.until > now && entry.until <= until;
    const isFresh =
      entry?.kind === 'reply' && entry.storedAt >= oldestStoredAt && entry.storedAt <= now + 60_000;
    if (isHeld || isFresh) return false;
    this.#entries.set(key, { kind: 'leased', until, owner });
    return true;
  }

  async store(key: string, { reply, storedAt }: StoredReply): Promise<void> {
    this.#open(key);
    this.#entries.set(key, { kind: 'reply', reply, storedAt });
  }

  async endLease(key: string, { owner, givenUpUntil }: LeaseEnd): Promise<void> {
    const entry = this.#open(key);
    if (entry?.owner !== owner) return;
    this.#entries.set(key, { kind: 'given-up', until: givenUpUntil, owner });
  }

  #open(key: string): OwnedEntry | undefined {
    this.calls += 1;
    if (this.failure !== undefined) throw this.failure;
    return this.#entries.get(key);
  }
}
