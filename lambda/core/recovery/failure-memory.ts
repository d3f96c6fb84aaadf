import { formatTieredModelId } from '../ids/tiered-model-id';
import type { Candidate } from '../routing/candidate';
import { TIMES } from '../settings/times';
import type { FailureCause } from './failure-cause';

/** What a candidate lacks. Each tier has its own capacity; all tiers of a base model share its quota. */
type Lack = 'capacity' | 'quota' | 'tier';

interface Rule {
  /** What the failure concerns: the base model, or the base model on this tier. */
  readonly scope: 'model' | 'candidate';
  /** The evidence: requests in a row that failed. */
  readonly failures: number;
  /** How long the evidence holds after the last failure. */
  readonly millis: number;
}

const RULES: Readonly<Record<Lack, Rule>> = {
  capacity: { scope: 'candidate', failures: 3, millis: TIMES.restMillis },
  quota: { scope: 'model', failures: 3, millis: TIMES.restMillis },
  tier: { scope: 'candidate', failures: 1, millis: TIMES.tierRefusalMillis },
};

/** Undefined if the cause says nothing about the candidate: it answered. */
const LACKS: Readonly<Record<FailureCause, Lack | undefined>> = {
  capacity: 'capacity',
  silence: 'capacity',
  quota: 'quota',
  'tier-refused': 'tier',
  final: undefined,
};

/** A candidate that lacks these rests. A candidate whose tier is refused is called without the tier. */
const RESTING = ['capacity', 'quota'] as const satisfies readonly Lack[];

const MOST_REMEMBERED = 500;

interface Entry {
  readonly failures: number;
  readonly endsAt: number;
}

/** The right to call a candidate. After a rest, only the request with the lease calls it, as a probe for all others. */
export interface Lease {
  readonly probes: readonly {
    readonly key: string;
    readonly before: Entry;
    readonly held: Entry;
  }[];
}

/**
 * What failed recently in this environment.
 *
 * | cause                 | scope          | evidence                 | lasts  | effect                             |
 * |-----------------------|----------------|--------------------------|--------|------------------------------------|
 * | `capacity`, `silence` | model and tier | 3 failures in a row      | 30 s   | the candidate is skipped           |
 * | `quota`               | model          | 3 failures in a row      | 30 s   | the model is skipped on every tier |
 * | `tier-refused`        | model and tier | 1 refusal                | 15 min | the model is called without a tier |
 *
 * After a rest, one request probes the candidate while the others go on skipping it. Times are milliseconds of the
 * router's clock.
 */
export class FailureMemory {
  readonly #entries = new Map<string, Entry>();

  /** Undefined while the candidate rests. A lease on a candidate after its rest makes it rest for all others. */
  lease(candidate: Candidate, now: number): Lease | undefined {
    if (this.restMillis(candidate, now) > 0) return undefined;
    const probes = RESTING.flatMap((lack) => {
      const before = this.#findEntry(candidate, lack);
      if (before === undefined) return [];
      const held = { ...before, endsAt: now + RULES[lack].millis };
      return [{ key: composeKey(candidate, lack), before, held }];
    });
    for (const { key, held } of probes) this.#entries.set(key, held);
    return { probes };
  }

  /** Undoes a lease if no call of it was recorded, so that the next request may probe the candidate. */
  release(lease: Lease | undefined): void {
    for (const { key, before, held } of lease?.probes ?? []) {
      if (this.#entries.get(key) === held) this.#entries.set(key, before);
    }
  }

  /**
   * Records how the last call of one request to a candidate ended. An answer, even an error, ends a rest.
   *
   * @param cause undefined if the call succeeded
   */
  record(candidate: Candidate, cause: FailureCause | undefined, now: number): void {
    const lack = cause && LACKS[cause];
    if (lack !== 'capacity' && lack !== 'quota') this.#endRests(candidate);
    if (lack !== undefined) this.#count(composeKey(candidate, lack), now + RULES[lack].millis);
  }

  /** Milliseconds until the candidate may be called; 0 if it may be called now. */
  restMillis(candidate: Candidate, now: number): number {
    return Math.max(...RESTING.map((lack) => this.#remainingMillis(candidate, lack, now)));
  }

  /** Whether the model refused the candidate's tier recently. */
  isTierRefused(candidate: Candidate, now: number): boolean {
    return this.#remainingMillis(candidate, 'tier', now) > 0;
  }

  #remainingMillis(candidate: Candidate, lack: Lack, now: number): number {
    const entry = this.#findEntry(candidate, lack);
    return entry === undefined ? 0 : Math.max(0, entry.endsAt - now);
  }

  /** Undefined if there is too little evidence. */
  #findEntry(candidate: Candidate, lack: Lack): Entry | undefined {
    const entry = this.#entries.get(composeKey(candidate, lack));
    return entry !== undefined && entry.failures >= RULES[lack].failures ? entry : undefined;
  }

  #endRests(candidate: Candidate): void {
    for (const lack of RESTING) this.#entries.delete(composeKey(candidate, lack));
  }

  /** Moves the entry to the end, because the first entry is forgotten when there are too many. */
  #count(key: string, endsAt: number): void {
    const failures = (this.#entries.get(key)?.failures ?? 0) + 1;
    this.#entries.delete(key);
    this.#entries.set(key, { failures, endsAt });
    const [oldest = key] = this.#entries.keys();
    if (this.#entries.size > MOST_REMEMBERED) this.#entries.delete(oldest);
  }
}

function composeKey(candidate: Candidate, lack: Lack): string {
  const isModel = RULES[lack].scope === 'model';
  return `${lack} ${isModel ? candidate.baseModelId : formatTieredModelId(candidate)}`;
}
