import { boundCall, type CostBound } from '../budgets/bound-cost';
import { measureRequest } from '../budgets/cost-basis';
import { type DemotionRules, planDemotion } from '../budgets/demotion';
import type { Caller } from '../callers/policy';
import { narrowBounds, requireCallersModel, requireCallersTier } from '../callers/policy-rules';
import { findSettings } from '../settings/operation/settings-section';
import type { Snapshot } from '../settings/snapshot';
import type { BedrockAction } from '../wire/bedrock-action';
import { findWire } from '../wire/find-wire';
import type { ReceivedRequest, Wire, WireRequest } from '../wire/wire';
import {
  type AccessBounds,
  requireAllowedModel,
  requireAllowedTier,
  requireConnection,
} from './access-bounds';
import type { Candidate } from './candidate';
import { type Destination, resolveDestination } from './destination';
import type { Plan } from './plan';
import { type CallRules, leaveOutUnpriced, planCalls } from './plan-calls';
import { readRequestOptions } from './request-options';
import type { Route } from './route';

/** What a caller asks. */
export interface RouterRequest extends ReceivedRequest {
  readonly action: BedrockAction;
  readonly destination: Destination;
  /** API Gateway's ID of the request's key; undefined if the request has none. */
  readonly callerId: string | undefined;
}

/** What a plan follows from besides its request. */
export interface PlanRules {
  readonly snapshot: Pick<Snapshot, 'mapping' | 'settings' | 'catalog' | 'prices' | 'isStale'>;
  /** The bounds of the deployment. */
  readonly bounds: AccessBounds;
  /** Undefined if callers are not configured. */
  readonly caller: Caller | undefined;
}

/**
 * Decides everything about a request that can be decided before Bedrock is called. The destination gives the route, the
 * wire reads the request, the bounds leave out what is not allowed, and prices bound the cost of the remaining calls.
 *
 * @throws RouterError if the destination is unknown or not allowed, or the request is malformed
 */
export function planRequest(request: RouterRequest, rules: PlanRules): Plan {
  const { snapshot, caller } = rules;
  const { mapping, catalog, prices, isStale } = snapshot;
  const { route, ...resolved } = resolveDestination(request.destination, mapping, caller?.policy);
  const settings = findSettings(snapshot.settings, resolved.operation);
  const [{ baseModelId, tier: suffixTier, connection }] = route;
  requireModel(baseModelId, rules);
  requireConnection(rules.bounds, connection);
  const { action, headers } = request;
  const wire = findWire(action);
  const read = wire.read({ ...request, settings });
  const [requested, ...others] = chooseCandidates(route, wire, read);
  if (wire.takesTier) requireTier(requested.tier, rules);
  const options = readRequestOptions(headers);
  const bounds = caller === undefined ? rules.bounds : narrowBounds(rules.bounds, caller.policy);
  const callRules = { wire, bounds, bound: chooseBound(read, action, rules) };
  return {
    ...resolved,
    ...options,
    caller,
    action,
    settings,
    suffixTier,
    requested,
    request: read,
    prices,
    catalog,
    isStale,
    ...planEach([requested, ...others], callRules, { ...options, caller, mapping, catalog }),
  };
}

/** Plans one call of a strict request, and all calls of any other. */
function planEach(
  candidates: readonly [Candidate, ...Candidate[]],
  callRules: CallRules,
  { isStrict, ...demotionRules }: DemotionRules & Pick<Plan, 'isStrict'>,
): Pick<Plan, 'calls' | 'unpriced' | 'demotion'> {
  const { calls, unpriced } = leaveOutUnpriced(planCalls(candidates, callRules));
  if (isStrict) return { calls: [calls[0]], unpriced: [], demotion: [] };
  return { calls, unpriced, demotion: planDemotion(calls, callRules, demotionRules) };
}

/** The tier that the request itself asks for is asked of every candidate. */
function chooseCandidates(
  [first, ...others]: Route,
  { takesTier, nameModel }: Wire,
  { askedTier }: WireRequest,
): readonly [Candidate, ...Candidate[]] {
  const asked = takesTier ? askedTier : 'default';
  const baseModelId = nameModel(first.baseModelId);
  const primary = { ...first, baseModelId, tier: asked ?? first.tier };
  return [primary, ...others.map((other) => ({ ...other, tier: asked ?? other.tier }))];
}

/** Bounds only calls that a budget pays for, because a bound requires reading the whole body. */
function chooseBound(
  request: WireRequest,
  action: BedrockAction,
  { snapshot, caller }: PlanRules,
): (candidate: Candidate) => CostBound | undefined {
  const isPaid = caller?.policy.budget !== undefined && action !== 'count-tokens';
  if (!isPaid) return () => undefined;
  const basis = measureRequest(request, findWire(action));
  return (candidate) => boundCall(basis, candidate, snapshot);
}

function requireModel(baseModelId: string, { bounds, caller }: PlanRules): void {
  requireAllowedModel(bounds, baseModelId);
  if (caller !== undefined) requireCallersModel(caller.policy, baseModelId);
}

function requireTier(tier: Candidate['tier'], { bounds, caller }: PlanRules): void {
  requireAllowedTier(bounds, tier);
  if (caller !== undefined) requireCallersTier(caller.policy, tier);
}
