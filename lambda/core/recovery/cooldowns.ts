import { formatTieredModelId, type TieredModelId } from '../tiered-model-id';

/** Failures in a row after which a candidate is left alone. */
const FAILURES_TO_REST = 3;
const REST_MILLIS = 30_000;
const MOST_REMEMBERED = 500;

interface CandidateRecord {
  readonly failures: number;
  readonly restsUntil: number;
}

/**
 * Which candidates fail so often that asking them costs only time. A candidate at rest is skipped; once its rest is
 * over a single request tries it, while the others go on skipping it. The time comes from outside.
 */
export class Cooldowns {
  readonly #records = new Map<string, CandidateRecord>();

  /** Whether a request should ask the candidate now. Asking is a claim: the next request is told to wait. */
  claim(candidate: TieredModelId, nowMillis: number): boolean {
    const key = formatTieredModelId(candidate);
    const record = this.#records.get(key);
    if (record === undefined || record.failures < FAILURES_TO_REST) return true;
    if (nowMillis < record.restsUntil) return false;
    this.#records.set(key, { ...record, restsUntil: nowMillis + REST_MILLIS });
    return true;
  }

  recordFailure(candidate: TieredModelId, nowMillis: number): void {
    const key = formatTieredModelId(candidate);
    const failures = (this.#records.get(key)?.failures ?? 0) + 1;
    this.#records.delete(key);
    this.#records.set(key, { failures, restsUntil: nowMillis + REST_MILLIS });
    const [oldest] = this.#records.keys();
    if (this.#records.size > MOST_REMEMBERED && oldest !== undefined) this.#records.delete(oldest);
  }

  recordSuccess(candidate: TieredModelId): void {
    this.#records.delete(formatTieredModelId(candidate));
  }

  /** Milliseconds until the candidate may be asked again; 0 where it may be asked now. */
  restMillis(candidate: TieredModelId, nowMillis: number): number {
    const record = this.#records.get(formatTieredModelId(candidate));
    if (record === undefined || record.failures < FAILURES_TO_REST) return 0;
    return Math.max(0, record.restsUntil - nowMillis);
  }
}
