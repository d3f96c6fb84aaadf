import { type Candidate, isSameCandidate } from '../routing/candidate';
import type { Plan } from '../routing/plan';
import type { FailureCause } from './failure-cause';
import type { FirstAttempt } from './first-attempt';
import type { FailedAttempt } from './next-attempt';

/**
 * The cause that led to another candidate than the requested one: the model does not take the tier, it had no capacity or
 * the account no quota, it rested after failures, or its caller had no money left for it.
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
  return detour ?? FALLBACKS[failed[0]?.cause ?? 'tier-refused'];
}
