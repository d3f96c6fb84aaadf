import { type Candidate, isSameCandidate } from '../routing/candidate';
import type { Plan } from '../routing/plan';
import type { FailureCause } from './failure-cause';
import type { FirstAttempt } from './first-attempt';
import type { FailedAttempt } from './next-attempt';

/**
 * Why another candidate answered than the requested one: the model does not take the tier or speak the API, there was no capacity, no
 * answer, no quota or no credentials of the connection, the model is retired or not accessible, the candidate rested after failures, or the caller's budget
 * had no room.
 */
export type TierFallback =
  | 'unsupported'
  | 'cooldown'
  | 'budget'
  | Exclude<FailureCause, 'tier-refused' | 'final'>;

/** No other candidate is called after a final failure. */
const FALLBACKS: Readonly<Record<FailureCause, TierFallback | undefined>> = {
  capacity: 'capacity',
  silence: 'silence',
  quota: 'quota',
  connection: 'connection',
  retired: 'retired',
  'no-access': 'no-access',
  'unsupported-api': 'unsupported-api',
  'tier-refused': 'unsupported',
  final: undefined,
};

export interface AnsweredPlan {
  readonly plan: Pick<Plan, 'requested' | 'calls' | 'mute'>;
  readonly answeredBy: Candidate;
  readonly detour: FirstAttempt['detour'];
  readonly failed: readonly FailedAttempt[];
}

/** The last cause that led away from another candidate. Undefined if the requested candidate answered. */
export function findTierFallback(answered: AnsweredPlan): TierFallback | undefined {
  const { plan, answeredBy, detour, failed } = answered;
  if (isSameCandidate(answeredBy, plan.requested)) return undefined;
  const left = failed.findLast(({ candidate }) => !isSameCandidate(candidate, answeredBy));
  if (left !== undefined) return FALLBACKS[left.cause];
  if (plan.calls[0].reason === 'demoted') return 'budget';
  return detour ?? (isMute(plan.requested, plan.mute) ? 'unsupported-api' : undefined);
}

function isMute(requested: Candidate, mute: readonly Candidate[]): boolean {
  return mute.some((candidate) => isSameCandidate(candidate, requested));
}
