import type { Candidate } from '../routing/candidate';
import { findCall, type Plan } from '../routing/plan';
import { findWire } from '../wire/find-wire';
import { boundCall, type CostBound } from './bound-cost';
import { measureRequest } from './cost-basis';

/** The most that a call of a plan can cost, in nano-dollars. Undefined if it has no price. */
export function findCallBound(plan: Plan, candidate: Candidate): number | undefined {
  const planned = findCall([...plan.calls, ...plan.demotion], candidate)?.bound;
  const bound = planned ?? boundLate(plan, candidate);
  return bound.kind === 'bounded' ? bound.nanoUsd : undefined;
}

/** The most that any call of a plan can cost, in nano-dollars. Undefined if none has a price. */
export function findPlanBound(plan: Plan): number | undefined {
  const bounds = plan.calls
    .map(({ candidate }) => findCallBound(plan, candidate))
    .filter((nanoUsd) => nanoUsd !== undefined);
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}

/** Without a budget, a plan has no bounds, because they require reading the whole body. Few requests need one later. */
function boundLate(plan: Plan, candidate: Candidate): CostBound {
  if (plan.prices.find(candidate) === undefined) return { kind: 'unpriced' };
  return boundCall(measureRequest(plan.request, findWire(plan.action)), candidate, plan);
}
