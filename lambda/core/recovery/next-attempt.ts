import type { TieredModelId } from '../ids/tiered-model-id';
import type { FailureCause } from './failure-cause';

/** A call that failed. */
export interface FailedAttempt {
  readonly candidate: TieredModelId;
  readonly cause: FailureCause;
}

export interface RecoveryRequest {
  /** What may be asked, in order. */
  readonly candidates: readonly TieredModelId[];
  /** What was asked, in order; at least one. */
  readonly failed: readonly FailedAttempt[];
  /** The caller takes no other model and no other tier. */
  readonly isStrict: boolean;
  /** Whether a call without a tier is within the bounds. */
  readonly allowsDefaultTier: boolean;
}

export type NextAttempt =
  /** The same once more, after a short pause of random length. */
  | { readonly kind: 'retry'; readonly candidate: TieredModelId }
  | { readonly kind: 'call'; readonly candidate: TieredModelId }
  /** Nothing is left that could help: the last answer goes back. */
  | { readonly kind: 'give-up' };

/**
 * Decides what to try after a failure, by its cause.
 *
 * | cause          | next                                                                            |
 * |----------------|---------------------------------------------------------------------------------|
 * | `capacity`     | the same once more, then the next candidate                                     |
 * | `silence`      | the next candidate: as long once more would take all time, and be paid twice    |
 * | `quota`        | the next candidate on another base model: tiers of one model share its quota    |
 * | `tier-refused` | the same model without a tier                                                   |
 * | `final`        | nothing                                                                         |
 *
 * A strict request stays with its first candidate, and no tier is left out where `default` is not allowed.
 */
export function chooseNextAttempt(request: RecoveryRequest): NextAttempt {
  const last = request.failed.at(-1);
  if (last === undefined) return { kind: 'give-up' };
  switch (last.cause) {
    case 'capacity':
      return isFirstFailure(last.candidate, request.failed)
        ? { kind: 'retry', candidate: last.candidate }
        : callNext(request);
    case 'silence':
    case 'quota':
      return callNext(request);
    case 'tier-refused':
      return callWithoutTier(last.candidate, request);
    case 'final':
      return { kind: 'give-up' };
    default:
      return last.cause satisfies never;
  }
}

/** Whether two candidates are the same question to Bedrock. */
export function isSameCandidate(one: TieredModelId, other: TieredModelId): boolean {
  return one.baseModelId === other.baseModelId && one.tier === other.tier;
}

function isFirstFailure(candidate: TieredModelId, failed: readonly FailedAttempt[]): boolean {
  return failed.filter((attempt) => isSameCandidate(attempt.candidate, candidate)).length === 1;
}

function callNext({ candidates, failed, isStrict }: RecoveryRequest): NextAttempt {
  if (isStrict) return { kind: 'give-up' };
  const throttled = failed.filter(({ cause }) => cause === 'quota');
  const candidate = candidates.find(
    (next) =>
      !failed.some((attempt) => isSameCandidate(attempt.candidate, next)) &&
      !throttled.some((attempt) => attempt.candidate.baseModelId === next.baseModelId),
  );
  return candidate === undefined ? { kind: 'give-up' } : { kind: 'call', candidate };
}

function callWithoutTier({ baseModelId }: TieredModelId, request: RecoveryRequest): NextAttempt {
  if (request.isStrict) return { kind: 'give-up' };
  if (!request.allowsDefaultTier) return callNext(request);
  const candidate: TieredModelId = { baseModelId, tier: 'default' };
  const wasTried = request.failed.some((attempt) => isSameCandidate(attempt.candidate, candidate));
  return wasTried ? callNext(request) : { kind: 'call', candidate };
}
