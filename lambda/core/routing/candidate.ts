import type { TieredModelId } from '../ids/tiered-model-id';

/** What a request can call: a model on a service tier, by a connection. */
export type Candidate = TieredModelId;

/** Whether a call of one candidate is the same as a call of the other. */
export function isSameCandidate(one: Candidate, other: Candidate): boolean {
  return isSamePool(one, other) && one.tier === other.tier;
}

/** Whether both are the same model by the same connection. Its tiers share one quota. */
export function isSamePool(one: Candidate, other: Candidate): boolean {
  return one.baseModelId === other.baseModelId && one.connection === other.connection;
}

/** The candidates without those that are the same as an earlier one. */
export function leaveOutRepeated(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(
    (candidate, index) =>
      !candidates.slice(0, index).some((earlier) => isSameCandidate(earlier, candidate)),
  );
}
