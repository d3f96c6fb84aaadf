import type { Candidate } from '../routing/candidate';
import { TIMES } from '../settings/times';
import type { FailureCause } from './failure-cause';
import { composeLackKey, FAILURE_RULES, LACKS, type Lack } from './failure-rules';
import type { ModelRefusal } from './model-refusal';
import { type TierProbe, TierProbes } from './tier-probes';

/** A candidate that lacks these rests. A candidate whose tier is refused is called without the tier. */
const RESTING = [
  'retired',
  'no-access',
  'connection',
  'quota',
  'capacity',
] as const satisfies readonly Lack[];

const MOST_REMEMBERED = 500;

interface Entry {
  readonly failures: number;
  /** The caller of all these failures; undefined if there are several, or callers are not told apart. */
  readonly loneCallerId: string | undefined;
  readonly endsAt: number;
}

/** How the last call of a request to a candidate ended. */
export interface EndedCall {
  readonly candidate: Candidate;
  /** Undefined if it succeeded. */
  readonly cause: FailureCause | undefined;
}

/** Whose requests fail. */
export interface Asker {
  /** Undefined if callers are not told apart. */
  readonly callerId: string | undefined;
  /** What a strict request meets is not evidence: it insists on a candidate that others leave. */
  readonly isStrict: boolean;
  /** Whether the catalog says that the model does not take the candidate's tier. */
  readonly doubtsTier: (candidate: Candidate) => boolean;
}

export interface Rest {
  readonly reason: 'cooldown' | ModelRefusal;
  readonly millis: number;
}

/** What failed before, as it concerns one request. */
export interface KnownFailures {
  /** Undefined if the candidate may be called now. */
  readonly findRest: (candidate: Candidate) => Rest | undefined;
  /** Whether the model refused the candidate's tier recently, or is being asked for a tier that the catalog denies. */
  readonly isTierRefused: (candidate: Candidate) => boolean;
}

/** A call of a candidate that is under way. After a rest it is a probe, and the candidate rests for all others. */
export interface Lease {
  readonly probes: readonly {
    readonly key: string;
    readonly before: Entry;
    readonly held: Entry;
  }[];
  readonly tierProbe: TierProbe | undefined;
}

/**
 * What failed recently in this environment. A model is one by each connection.
 *
 * | cause                  | scope          | evidence                                  | lasts  | effect                |
 * |------------------------|----------------|-------------------------------------------|--------|-----------------------|
 * | `capacity`, `silence`  | model and tier | 3 failures in a row                       | 30 s   | skipped               |
 * | `quota`                | model          | 3 failures in a row, of two callers       | 30 s   | skipped on every tier |
 * | `connection`           | connection     | 1 failure                                 | 30 s   | skipped               |
 * | `retired`, `no-access` | model          | 1 refusal                                 | 15 min | skipped on every tier |
 * | `tier-refused`         | model and tier | 1 refusal, and a success without the tier | 15 min | called without a tier |
 * | the same               | model and tier | 1 refusal, if the catalog denies the tier | 1 day  | called without a tier |
 *
 * All times below a day are up to a third longer, at random. When callers are told apart, what one caller alone has met
 * makes the candidate rest for that caller alone. After a rest, one request probes the candidate while the others go on
 * skipping it. Times are milliseconds of the router's clock.
 */
export class FailureMemory {
  readonly #entries = new Map<string, Entry>();
  readonly #tierProbes = new TierProbes();
  readonly #random: () => number;

  /** @param random from 0 to 1, as `Math.random` */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** What the memory holds for a request of the caller. */
  knownTo(callerId: string | undefined, now: number): KnownFailures {
    return {
      findRest: (candidate) => this.#findRest(candidate, callerId, now),
      isTierRefused: (candidate) => this.isTierRefused(candidate, now),
    };
  }

  /** Leases a candidate before it is called. Must be released after the call, however that ends. */
  lease(candidate: Candidate, { callerId, isStrict, doubtsTier }: Asker, now: number): Lease {
    const isProbe = !isStrict && doubtsTier(candidate);
    const tierProbe = isProbe ? this.#tierProbes.begin(candidate, now) : undefined;
    if (this.#findRest(candidate, callerId, now) !== undefined) return { probes: [], tierProbe };
    const probes = this.#sought.flatMap((lack) => {
      const before = this.#findEntry(candidate, lack, callerId);
      if (before === undefined) return [];
      const held = { ...before, endsAt: now + TIMES.restMillis };
      return [{ key: composeLackKey(candidate, lack), before, held }];
    });
    for (const { key, held } of probes) this.#entries.set(key, held);
    return { probes, tierProbe };
  }

  /** Undoes a lease if no end of its call was recorded, so that the next request may probe the candidate. */
  release(lease: Lease): void {
    for (const { key, before, held } of lease.probes) {
      if (this.#entries.get(key) === held) this.#entries.set(key, before);
    }
    this.#tierProbes.release(lease.tierProbe);
  }

  /** Records how the last call of one request to a candidate ended. An answer, even an error, ends a rest. */
  record({ candidate, cause }: EndedCall, { callerId, isStrict }: Asker, now: number): void {
    if (cause === undefined || !isStrict) this.#tierProbes.record(candidate, cause);
    const lack = cause && LACKS[cause];
    if (lack === undefined) {
      for (const each of this.#sought) this.#entries.delete(composeLackKey(candidate, each));
    } else if (!isStrict) {
      this.#count(composeLackKey(candidate, lack), callerId, this.#findEnd(lack, now));
    }
  }

  /** Records that a model does not take the candidate's tier, once the same call without the tier has succeeded. */
  recordRefusedTier(candidate: Candidate, now: number): void {
    this.#count(composeLackKey(candidate, 'tier'), undefined, this.#findEnd('tier', now));
  }

  isTierRefused(candidate: Candidate, now: number): boolean {
    const entry = this.#entries.get(composeLackKey(candidate, 'tier'));
    const isRefused = entry !== undefined && entry.endsAt > now;
    return isRefused || this.#tierProbes.isLeftOut(candidate, now);
  }

  /** Most of the time nothing has failed, and every request asks several times. */
  get #sought(): readonly Lack[] {
    return this.#entries.size === 0 ? [] : RESTING;
  }

  /** The longest rest, with its reason. */
  #findRest(candidate: Candidate, callerId: string | undefined, now: number): Rest | undefined {
    const rests = this.#sought.map((lack) => ({
      reason: lack === 'retired' || lack === 'no-access' ? lack : ('cooldown' as const),
      millis: (this.#findEntry(candidate, lack, callerId)?.endsAt ?? now) - now,
    }));
    return rests.reduce<Rest | undefined>(
      (longest, rest) => (rest.millis > (longest?.millis ?? 0) ? rest : longest),
      undefined,
    );
  }

  /** Undefined if there is too little evidence. */
  #findEntry(candidate: Candidate, lack: Lack, callerId: string | undefined): Entry | undefined {
    const entry = this.#entries.get(composeLackKey(candidate, lack));
    const { failures, loneCaller } = FAILURE_RULES[lack];
    if (entry === undefined || entry.failures < failures) return undefined;
    const { loneCallerId } = entry;
    const isEvidence =
      loneCallerId === undefined ||
      loneCaller === 'for-all' ||
      (loneCaller === 'for-itself' && loneCallerId === callerId);
    return isEvidence ? entry : undefined;
  }

  #findEnd(lack: Lack, now: number): number {
    return now + FAILURE_RULES[lack].millis * (1 + TIMES.restJitterShare * this.#random());
  }

  /** Moves the entry to the end, because the first entry is forgotten when there are too many. */
  #count(key: string, callerId: string | undefined, endsAt: number): void {
    const before = this.#entries.get(key);
    const isLone = before === undefined || before.loneCallerId === callerId;
    this.#entries.delete(key);
    this.#entries.set(key, {
      failures: (before?.failures ?? 0) + 1,
      loneCallerId: isLone ? callerId : undefined,
      endsAt,
    });
    const [oldest = key] = this.#entries.keys();
    if (this.#entries.size > MOST_REMEMBERED) this.#entries.delete(oldest);
  }
}
