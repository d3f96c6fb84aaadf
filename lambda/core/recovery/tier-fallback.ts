import { type Candidate, isSameCandidate } from '../routing/candidate';
import type { Plan } from '../routing/plan';
import type { FailureCause } from './failure-cause';
import type { FirstAttempt } from './first-attempt';
import type { FailedAttempt } from './next-attempt';

/**
 * Why another candidate answered than the requested one: the model does not take the tier, there was no capacity or no
 * quota, the candidate rested after failures, or the caller's budget had no room.
 */
export type TierFallback = 'unsupported' | 'capacity' | 'quota' | 'cooldown' | 'budget';

const FALLBACKS: Readonly<Record<FailureCause, TierFallback>> = {
  capacity: 'capacity',
  silence: 'capacity',
  quota: 'quota',
  'tier-refused': 'unsupported',
  final: 'unsupported',
};

export interface AnsweredPlan {
  readonly plan: Pick<Plan, 'requested' | 'calls'>;
  readonly answeredBy: Candidate;
  readonly detour: FirstAttempt['detour'];
  readonly failed: readonly FailedAttempt[];
}

/** Undefined if the requested candidate answered. */
export function findTierFallback(answered: AnsweredPlan): TierFallback | undefined {
  const { plan, answeredBy, detour, failed } = answered;
  if (isSameCandidate(answeredBy, plan.requested)) return undefined;
  if (plan.calls[0].reason === 'demoted') return 'budget';
  const [fallback] = failed.map(({ cause }) => FALLBACKS[cause]);
  return detour ?? fallback;
}
