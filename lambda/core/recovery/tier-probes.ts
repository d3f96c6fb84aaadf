import { formatTieredModelId } from '../ids/tiered-model-id';
import type { Candidate } from '../routing/candidate';
import { TIMES } from '../settings/times';
import type { FailureCause } from './failure-cause';

/** A call that asks a model for a tier that the catalog says it does not take. */
export interface TierProbe {
  readonly id: string;
  /** Until then the tier is left out, unless the probe shows that the model takes it. */
  readonly endsAt: number;
  readonly answer: 'taken' | 'refused' | undefined;
}

const MOST_REMEMBERED = 500;

/**
 * Whether models take the tiers that the catalog says they do not take. Lists have been wrong in both directions. So one
 * request a day asks for such a tier, and all others leave it out. Once a model has taken it, the catalog is no longer
 * believed in this environment.
 */
export class TierProbes {
  readonly #probes = new Map<string, TierProbe>();

  /** Begins a probe before a call. Undefined if the tier was asked within a day, or is known to be taken. */
  begin(candidate: Candidate, now: number): TierProbe | undefined {
    const id = formatTieredModelId(candidate);
    if (this.isLeftOut(candidate, now) || this.#probes.get(id)?.answer === 'taken')
      return undefined;
    const probe: TierProbe = { id, endsAt: now + TIMES.tierProbeMillis, answer: undefined };
    this.#keep(probe);
    return probe;
  }

  /** Undoes a probe that had no answer about the tier, so that the next request asks for it. */
  release(probe: TierProbe | undefined): void {
    if (probe !== undefined && this.#probes.get(probe.id) === probe) this.#probes.delete(probe.id);
  }

  /** Records how a call ended. */
  record(candidate: Candidate, cause: FailureCause | undefined): void {
    const probe = this.#probes.get(formatTieredModelId(candidate));
    if (probe === undefined) return;
    if (cause === undefined) this.#keep({ ...probe, answer: 'taken' });
    if (cause === 'tier-refused') this.#keep({ ...probe, answer: 'refused' });
  }

  isLeftOut(candidate: Candidate, now: number): boolean {
    const probe = this.#probes.get(formatTieredModelId(candidate));
    return probe !== undefined && probe.answer !== 'taken' && probe.endsAt > now;
  }

  /** The oldest is forgotten when there are too many. */
  #keep(probe: TierProbe): void {
    this.#probes.delete(probe.id);
    this.#probes.set(probe.id, probe);
    const [oldest = probe.id] = this.#probes.keys();
    if (this.#probes.size > MOST_REMEMBERED) this.#probes.delete(oldest);
  }
}
