import { formatTieredModelId, type TieredModelId } from '../ids/tiered-model-id';

/** What a candidate lacks: capacity is a tier's own, quota is shared by all tiers of a base model. */
export type Want = 'capacity' | 'quota';

/** Requests in a row that it failed, after which a candidate is left alone. */
const FAILURES_TO_REST = 3;
/** Clients are told of it by Retry-After, and some give up above a minute. */
const REST_MILLIS = 30_000;
const MOST_REMEMBERED = 500;

interface Rest {
  readonly failures: number;
  readonly endsAt: number;
}

/**
 * Which candidates fail so often that asking them costs only time. A candidate at rest is skipped; once its rest is
 * over a single request tries it, while the others go on skipping it. The time comes from outside.
 */
export class Cooldowns {
  readonly #rests = new Map<string, Rest>();

  /** Whether a request should ask the candidate now. Asking is a claim: the next request is told to wait. */
  claim(candidate: TieredModelId, nowMillis: number): boolean {
    if (this.restMillis(candidate, nowMillis) > 0) return false;
    for (const [key, rest] of this.#listRests(candidate)) {
      this.#rests.set(key, { ...rest, endsAt: nowMillis + REST_MILLIS });
    }
    return true;
  }

  /** To be called once a request, however often that asked the candidate. */
  recordFailure(candidate: TieredModelId, want: Want, nowMillis: number): void {
    const key = composeKey(candidate, want);
    const failures = (this.#rests.get(key)?.failures ?? 0) + 1;
    this.#rests.delete(key);
    this.#rests.set(key, { failures, endsAt: nowMillis + REST_MILLIS });
    const [oldest] = this.#rests.keys();
    if (this.#rests.size > MOST_REMEMBERED && oldest !== undefined) this.#rests.delete(oldest);
  }

  recordSuccess(candidate: TieredModelId): void {
    for (const key of composeKeys(candidate)) this.#rests.delete(key);
  }

  /** Milliseconds until the candidate may be asked again; 0 where it may be asked now. */
  restMillis(candidate: TieredModelId, nowMillis: number): number {
    const ends = this.#listRests(candidate).map(([, { endsAt }]) => endsAt - nowMillis);
    return Math.max(0, ...ends);
  }

  #listRests(candidate: TieredModelId): readonly (readonly [string, Rest])[] {
    return composeKeys(candidate).flatMap((key) => {
      const rest = this.#rests.get(key);
      return rest === undefined || rest.failures < FAILURES_TO_REST ? [] : [[key, rest] as const];
    });
  }
}

function composeKeys(candidate: TieredModelId): readonly string[] {
  return [composeKey(candidate, 'capacity'), composeKey(candidate, 'quota')];
}

function composeKey(candidate: TieredModelId, want: Want): string {
  const scarce = want === 'quota' ? candidate.baseModelId : formatTieredModelId(candidate);
  return `${want} ${scarce}`;
}
