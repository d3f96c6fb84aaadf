import type { CostBound } from '../budgets/bound-cost';
import type { Catalog } from '../catalog/catalog';
import { lookUpWireSupport } from '../catalog/wire-support';
import type { Wire, WireRequest } from '../wire/wire';
import { type AccessBounds, isAllowedModel, isAllowedTier } from './access-bounds';
import { type Candidate, isSameCandidate, isSamePool, leaveOutRepeated } from './candidate';
import type { PlannedCall, PlannedCalls } from './plan';

export interface CallRules extends Pick<WireRequest, 'reach'> {
  readonly wire: Wire;
  readonly catalog: Catalog;
  /** What the deployment and the caller's policy allow. */
  readonly bounds: AccessBounds;
  readonly bound: (candidate: Candidate) => CostBound | undefined;
}

/**
 * Plans the calls of a route: the primary, the fallbacks that are allowed and can read the same body, and each of them
 * without its tier. A tier that the request names can make two candidates the same; the first stays.
 */
export function planCalls(
  [primary, ...others]: readonly [Candidate, ...Candidate[]],
  rules: CallRules,
): PlannedCalls {
  const { bound } = rules;
  const fallbacks = others.filter((candidate) => canBeCalled(candidate, primary, rules));
  const [, ...distinct] = leaveOutRepeated([primary, ...fallbacks]);
  const calls: PlannedCalls = [
    { candidate: primary, reason: 'primary', bound: bound(primary) },
    ...distinct.map(
      (candidate): PlannedCall => ({ candidate, reason: 'fallback', bound: bound(candidate) }),
    ),
  ];
  const [first = calls[0], ...rest] = addWithoutTier(calls, rules);
  return [first, ...rest];
}

/**
 * Leaves out what a budget cannot pay for, because its cost has no bound. The first call stays, so that a request for a model
 * without a price is refused instead of being served by another.
 */
export function leaveOutUnpriced([first, ...others]: PlannedCalls): {
  readonly calls: PlannedCalls;
  readonly unpriced: readonly Candidate[];
} {
  const unpriced = others.filter(({ bound }) => bound?.kind === 'unpriced');
  return {
    calls: [first, ...others.filter((call) => !unpriced.includes(call))],
    unpriced: unpriced.map(({ candidate }) => candidate),
  };
}

/** Whether a candidate is within the bounds, speaks the API and reads a body that was written for the first. */
export function canBeCalled(
  candidate: Candidate,
  first: Candidate,
  { wire, catalog, reach, bounds }: CallRules,
): boolean {
  return (
    isWithinReach(candidate, first, reach) &&
    lookUpWireSupport(catalog, candidate.baseModelId, wire.action) !== 'unsupported' &&
    wire.sharesBody(first.baseModelId, candidate.baseModelId) &&
    isAllowedModel(bounds, candidate.baseModelId) &&
    (wire.tiers.length === 0 || isAllowedTier(bounds, candidate.tier))
  );
}

/** What Bedrock keeps of a conversation is in one account and Region, and for the model that began it. */
function isWithinReach(candidate: Candidate, first: Candidate, reach: CallRules['reach']): boolean {
  switch (reach) {
    case undefined:
      return true;
    case 'connection':
      return candidate.connection === first.connection;
    case 'model':
      return isSamePool(candidate, first);
    default:
      return reach satisfies never;
  }
}

/** Adds after each call the same call without its tier, unless that is already planned or `default` is not allowed. */
export function addWithoutTier(
  calls: readonly PlannedCall[],
  { bounds, bound }: Pick<CallRules, 'bounds' | 'bound'>,
): readonly PlannedCall[] {
  if (!isAllowedTier(bounds, 'default')) return calls;
  const planned = calls.map(({ candidate }) => candidate);
  return calls.flatMap((call) => {
    const candidate: Candidate = { ...call.candidate, tier: 'default' };
    if (planned.some((each) => isSameCandidate(each, candidate))) return [call];
    planned.push(candidate);
    return [call, { candidate, reason: 'without-tier', bound: bound(candidate) }];
  });
}
