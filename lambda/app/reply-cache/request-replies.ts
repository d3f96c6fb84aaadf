import type { Outcome, RepliedOutcome } from '../../core/receipts/outcome';
import { readCacheWish } from '../../core/reply-cache/cache-control';
import { type Judgement, judgeEntry } from '../../core/reply-cache/cache-entry';
import { type CachedReply, chooseCachedReply } from '../../core/reply-cache/cached-reply';
import {
  type CachedRequest,
  identifyReply,
  isCachedRequest,
} from '../../core/reply-cache/reply-identity';
import type { Plan } from '../../core/routing/plan';
import { TIMES } from '../../core/settings/times';
import { abortAfter, waitWithin } from '../deadline';
import type { Invocation, Router } from '../ports';
import type { Stopwatch } from '../stopwatch';
import { collectBody, composeHit, withBody } from './compose-hit';
import type { GuardedReplyCache } from './guarded-cache';
import type { ReplyCache } from './services';

interface Parts {
  readonly replyCache: GuardedReplyCache;
  readonly invocation: Invocation;
  readonly router: Router;
  readonly stopwatch: Stopwatch;
}

type Call<Result> = (cache: ReplyCache) => Promise<Result>;

/** Opens the cache for a request. Undefined if its operation's settings name none, or the request keeps out of it. */
export function openReplies(
  plan: Plan,
  invocation: Invocation,
  { router, stopwatch }: Pick<Parts, 'router' | 'stopwatch'>,
): RequestReplies | undefined {
  const cache = plan.settings?.cache;
  const { replyCache } = router;
  if (cache === undefined || replyCache === undefined || !isCachedRequest(plan)) return undefined;
  if (readCacheWish(invocation.request.headers) === 'no-store') return undefined;
  const request = { plan, cache, callerId: invocation.request.callerId };
  const key = findKey(request, replyCache);
  if (key === undefined) return undefined;
  return new RequestReplies(request, key, { replyCache, invocation, router, stopwatch });
}

/** Undefined if the request cannot be written. Its call then fails for the same reason, and answers. */
function findKey(request: CachedRequest, { digest }: GuardedReplyCache): string | undefined {
  try {
    return digest(identifyReply(request, request.plan.calls[0].candidate.baseModelId));
  } catch {
    return undefined;
  }
}

/**
 * The cached replies of one request. Of equal requests, one takes the lease and asks Bedrock, and the others wait for its
 * reply. None of them waits for the cache itself longer than for one call.
 */
export class RequestReplies {
  readonly #request: CachedRequest;
  readonly #key: string;
  readonly #parts: Parts;
  /** Whether this request has the lease, or may have it because an answer was lost. */
  #isLeased = false;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(request: CachedRequest, key: string, parts: Parts) {
    this.#request = request;
    this.#key = key;
    this.#parts = parts;
  }

  /** Finds the reply of an equal request, and waits for one that is under way. Undefined if Bedrock has to be asked. */
  async find(): Promise<RepliedOutcome | undefined> {
    const { request, deadline } = this.#parts.invocation;
    if (readCacheWish(request.headers) === 'no-cache') return undefined;
    const leastMillis = deadline.remainingMillis() * (1 - TIMES.replyWaitShare);
    for (let count = 0; ; count += 1) {
      const judged = await this.#judge();
      if (judged?.kind === 'hit') return composeHit(this.#request.plan, judged);
      if (await this.#hasToAsk(judged)) return undefined;
      if (deadline.remainingMillis() <= leastMillis) return undefined;
      await this.#pause(count);
    }
  }

  /**
   * Begins to store the reply if it may be cached. Otherwise equal requests are to ask Bedrock themselves.
   *
   * @returns the outcome, whose body can still be read once
   */
  async keep(outcome: Outcome): Promise<Outcome> {
    if (outcome.kind !== 'reply' || outcome.reply.status !== 200) {
      this.#endLease();
      return outcome;
    }
    const { reply, answeredBy } = outcome;
    const body = await collectBody(reply);
    const cached = chooseCachedReply(this.#request.plan.action, { ...reply, body });
    const pieces = identifyReply(this.#request, answeredBy.baseModelId);
    const key = this.#parts.replyCache.digest(pieces);
    if (cached !== undefined) this.#store(key, cached);
    if (cached === undefined || key !== this.#key) this.#endLease();
    return withBody(outcome, body);
  }

  /** Waits until everything is written, because Lambda freezes the environment when the request ends. Never throws. */
  async settle(): Promise<void> {
    const millis = this.#parts.invocation.deadline.remainingFunctionMillis();
    await waitWithin(abortAfter(millis), this.#writing).catch(() => {});
  }

  /** Undefined if the cache did not answer. */
  async #judge(): Promise<Judgement | undefined> {
    const read = await this.#ask((cache) => cache.read(this.#key));
    const { maxAgeSeconds } = this.#request.cache;
    return read && judgeEntry(read.result, { now: this.#parts.router.now(), maxAgeSeconds });
  }

  /** Whether this request has to ask Bedrock, because no other one does for it. */
  async #hasToAsk(judged: Judgement | undefined): Promise<boolean> {
    if (judged === undefined || judged.kind === 'given-up') return true;
    return judged.kind === 'absent' && (await this.#lease());
  }

  /** True if another request has no lease. */
  async #lease(): Promise<boolean> {
    const now = this.#parts.router.now();
    const oldestStoredAt = now - this.#request.cache.maxAgeSeconds * 1000;
    const owner = this.#parts.invocation.requestId;
    const lease = { owner, now, until: now + TIMES.replyLeaseMillis, oldestStoredAt };
    const taken = await this.#ask((cache) => cache.lease(this.#key, lease));
    this.#isLeased = taken?.result ?? true;
    return this.#isLeased;
  }

  /** Undefined if the cache failed or rests, or if the request's time has ended. */
  async #ask<Result>(call: Call<Result>): Promise<{ readonly result: Result } | undefined> {
    const { replyCache, invocation } = this.#parts;
    if (replyCache.isResting) return undefined;
    const { signal } = invocation.deadline;
    return waitWithin(signal, replyCache.call(call)).catch(() => undefined);
  }

  async #pause(count: number): Promise<void> {
    const { stopwatch, router, invocation } = this.#parts;
    const millis = Math.min(TIMES.replyPauseMillis * 2 ** count, TIMES.longestReplyPauseMillis);
    // Another request waits for Bedrock meanwhile.
    await stopwatch.timeBedrock(() => router.timeouts.pause(millis, invocation.deadline.signal));
  }

  #store(key: string, reply: CachedReply): void {
    const { maxAgeSeconds } = this.#request.cache;
    const stored = { reply, storedAt: this.#parts.router.now(), maxAgeSeconds };
    this.#write((cache) => cache.store(key, stored));
  }

  /** After a request that was aborted, another one takes the lease. After any other, each may get such an answer itself. */
  #endLease(): void {
    if (!this.#isLeased) return;
    const { invocation, router } = this.#parts;
    const isAborted = invocation.deadline.signal.aborted;
    const givenUpUntil = router.now() + (isAborted ? 0 : TIMES.replyGivenUpMillis);
    const end = { owner: invocation.requestId, givenUpUntil };
    this.#write((cache) => cache.endLease(this.#key, end));
  }

  /** A lease is ended even if the cache rests, because it may be why the others wait. */
  #write(call: Call<void>): void {
    if (this.#parts.replyCache.isResting && !this.#isLeased) return;
    this.#writing = Promise.all([this.#writing, this.#parts.replyCache.call(call)]);
  }
}
