import { TIMES } from '../../core/settings/times';
import type { ReplyCache, ReplyCacheServices } from './services';

/**
 * The cache of one environment, whose failures are nobody's. After one, requests do without the cache for some seconds, so
 * that a table that hangs delays one request and not each.
 */
export class GuardedReplyCache {
  readonly digest: ReplyCacheServices['digest'];
  readonly #services: ReplyCacheServices;
  readonly #clock: () => number;
  #restsUntil = Number.NEGATIVE_INFINITY;

  /** @param clock milliseconds of a clock that only runs forward */
  constructor(services: ReplyCacheServices, clock: () => number) {
    this.digest = services.digest;
    this.#services = services;
    this.#clock = clock;
  }

  get isResting(): boolean {
    return this.#clock() < this.#restsUntil;
  }

  /** Undefined if the call failed; never rejects. */
  async call<Result>(
    call: (cache: ReplyCache) => Promise<Result>,
  ): Promise<{ readonly result: Result } | undefined> {
    try {
      return { result: await call(this.#services.cache) };
    } catch (cause) {
      // Calls that were under way together fail for one reason.
      if (!this.isResting) this.#services.recordFailure(cause);
      this.#restsUntil = this.#clock() + TIMES.replyCacheRestMillis;
      return undefined;
    }
  }
}
