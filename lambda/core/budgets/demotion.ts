import type { BudgetResponse, Caller } from '../callers/policy';
import type { Catalog } from '../catalog/catalog';
import { lookUpTierSupport } from '../catalog/tier-support';
import { type Candidate, isSamePool, leaveOutRepeated } from '../routing/candidate';
import type { Plan, PlannedCall, PlannedCalls } from '../routing/plan';
import { addWithoutTier, type CallRules, canBeCalled } from '../routing/plan-calls';
import type { TierMapping } from '../routing/tier-mapping';

export interface DemotionRules {
  readonly caller: Caller | undefined;
  readonly mapping: TierMapping;
  readonly catalog: Catalog;
}

/**
 * Plans what may be called instead if the caller's budget is exceeded. The policy names the candidates. Only those remain
 * that can be called with the same body and cost less than the requested call: otherwise the limit would have no effect. A
 * tier that the request names no longer applies.
 */
export function planDemotion(
  calls: PlannedCalls,
  rules: CallRules,
  demotionRules: DemotionRules,
): readonly PlannedCall[] {
  const response = demotionRules.caller?.policy.budget?.whenExceeded;
  const [requested] = calls;
  if (response === undefined || requested.bound?.kind !== 'bounded') return [];
  const mostNanoUsd = requested.bound.nanoUsd;
  const candidates = leaveOutRepeated(listCandidates(response, calls, demotionRules));
  const demoted = candidates
    .filter((candidate) => canBeCalled(candidate, requested.candidate, rules))
    .map((candidate): PlannedCall => {
      return { candidate, reason: 'demoted', bound: rules.bound(candidate) };
    })
    .filter(({ bound }) => bound?.kind === 'bounded' && bound.nanoUsd < mostNanoUsd);
  return addWithoutTier(demoted, rules).filter(({ bound }) => bound?.kind === 'bounded');
}

/**
 * The plan with only the calls of its demotion. Undefined if there are none; the request is then refused. Only tiers of the
 * demotion may be called, because a model that refuses its tier would cost the full price on the default tier.
 *
 * @param isTierRefused whether a model refused the candidate's tier lately
 */
export function demotePlan(
  plan: Plan,
  isTierRefused: (candidate: Candidate) => boolean,
): Plan | undefined {
  const demoted = plan.demotion.filter(
    ({ candidate, reason }) => reason === 'demoted' && !isTierRefused(candidate),
  );
  const mayDropTier = demoted.some(({ candidate }) => candidate.tier === 'default');
  const [first, ...others] = plan.demotion.filter((call) => {
    if (call.reason !== 'without-tier') return demoted.includes(call);
    return mayDropTier && demoted.some(({ candidate }) => isSamePool(candidate, call.candidate));
  });
  return first === undefined ? undefined : { ...plan, calls: [first, ...others] };
}

function listCandidates(
  response: BudgetResponse,
  calls: PlannedCalls,
  { mapping, catalog }: Pick<DemotionRules, 'mapping' | 'catalog'>,
): readonly Candidate[] {
  switch (response.kind) {
    case 'reject':
      return [];
    case 'demote-to-flex':
      return listOnFlex(calls, catalog);
    case 'demote-to-operation':
      return mapping.get(response.operation)?.route ?? [];
    default:
      return response satisfies never;
  }
}

/** A model that is known not to take flex would be served on the default tier, which saves nothing. */
function listOnFlex(calls: PlannedCalls, catalog: Catalog): readonly Candidate[] {
  return calls
    .map(({ candidate }): Candidate => ({ ...candidate, tier: 'flex' }))
    .filter(({ baseModelId }) => lookUpTierSupport(catalog, baseModelId, 'flex') !== 'unsupported');
}
