import { type Candidate, isSameCandidate } from '../routing/candidate';
import type { PlannedCall } from '../routing/plan';
import type { KnownFailures, Rest } from './failure-memory';
import { listCandidates } from './next-attempt';

export interface FirstAttempt {
  readonly candidate: Candidate;
  /** Why it is not the requested candidate; undefined if it is. */
  readonly detour: 'unsupported' | Rest['reason'] | undefined;
}

/**
 * Chooses the candidate that a request calls first: the first that does not rest. If all rest, it is the one whose rest
 * ends first, because failures of other requests are no reason to refuse this one.
 */
export function chooseFirstAttempt(
  calls: readonly [PlannedCall, ...PlannedCall[]],
  known: KnownFailures,
): FirstAttempt {
  const candidates = listCandidates(calls, known);
  const [requested] = calls;
  const rests = candidates.map((each) => known.findRest(each));
  const index = findShortest(rests);
  const candidate = candidates[index] ?? requested.candidate;
  if (index > 0) return { candidate, detour: rests[index - 1]?.reason };
  const isRequested = isSameCandidate(candidate, requested.candidate);
  return { candidate, detour: isRequested ? undefined : 'unsupported' };
}

/** Milliseconds until one of the calls may be made; 0 if one may be made now. */
export function findRestMillis(calls: readonly PlannedCall[], known: KnownFailures): number {
  const rests = listCandidates(calls, known).map((each) => known.findRest(each));
  return Math.min(...rests.map((rest) => rest?.millis ?? 0));
}

/** The index of the first candidate without a rest, or else with the shortest. */
function findShortest(rests: readonly (Rest | undefined)[]): number {
  const millis = rests.map((rest) => rest?.millis ?? 0);
  return millis.indexOf(Math.min(...millis));
}
