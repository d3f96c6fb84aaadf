import { type Candidate, isSameCandidate } from '../routing/candidate';
import type { PlannedCall } from '../routing/plan';
import type { FailureMemory, Lease } from './failure-memory';
import { listCandidates } from './next-attempt';

/** A candidate to call, and its lease. There is no lease if the candidate is called although it rests. */
export interface LeasedCandidate {
  readonly candidate: Candidate;
  readonly lease: Lease | undefined;
}

export interface FirstAttempt extends LeasedCandidate {
  /** Why it is not the requested candidate; undefined if it is. */
  readonly detour: 'unsupported' | 'cooldown' | undefined;
}

/**
 * Chooses the candidate that a request calls first: the first that does not rest. If all rest, it is the one whose rest
 * ends first, because failures of other requests are no reason to refuse this one.
 */
export function chooseFirstAttempt(
  calls: readonly [PlannedCall, ...PlannedCall[]],
  memory: FailureMemory,
  now: number,
): FirstAttempt {
  const isTierRefused = (candidate: Candidate) => memory.isTierRefused(candidate, now);
  const candidates = listCandidates({ calls, isTierRefused });
  const [requested] = calls;
  const [primary = requested.candidate] = candidates;
  const leased = leaseFirst(candidates, memory, now) ?? {
    candidate: findSoonest(candidates, memory, now) ?? primary,
    lease: undefined,
  };
  if (!isSameCandidate(leased.candidate, primary)) return { ...leased, detour: 'cooldown' };
  const isRequested = isSameCandidate(primary, requested.candidate);
  return { ...leased, detour: isRequested ? undefined : 'unsupported' };
}

/** Milliseconds until one of the calls may be made; 0 if one may be made now. */
export function findRestMillis(
  calls: readonly PlannedCall[],
  memory: FailureMemory,
  now: number,
): number {
  const isTierRefused = (candidate: Candidate) => memory.isTierRefused(candidate, now);
  const candidates = listCandidates({ calls, isTierRefused });
  return Math.min(...candidates.map((candidate) => memory.restMillis(candidate, now)));
}

function leaseFirst(
  candidates: readonly Candidate[],
  memory: FailureMemory,
  now: number,
): LeasedCandidate | undefined {
  for (const candidate of candidates) {
    const lease = memory.lease(candidate, now);
    if (lease !== undefined) return { candidate, lease };
  }
  return undefined;
}

function findSoonest(
  candidates: readonly Candidate[],
  memory: FailureMemory,
  now: number,
): Candidate | undefined {
  const rests = candidates.map((candidate) => memory.restMillis(candidate, now));
  return candidates[rests.indexOf(Math.min(...rests))];
}
