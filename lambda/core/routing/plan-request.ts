import { boundCall, type CostBound } from '../budgets/bound-cost';
import { measureRequest } from '../budgets/cost-basis';
import { planDemotion } from '../budgets/demotion';
import type { Caller } from '../callers/policy';
import { narrowBounds } from '../callers/policy-rules';
import { findSettings } from '../settings/operation/settings-section';
import type { Snapshot } from '../settings/snapshot';
import type { BedrockAction } from '../wire/bedrock-action';
import { requireReadable } from '../wire/describe-fault';
import { findWire } from '../wire/find-wire';
import type { ReceivedRequest, Wire, WireRequest } from '../wire/wire';
import type { AccessBounds } from './access-bounds';
import type { Candidate } from './candidate';
import { type Candidates, chooseCandidates, leaveOutMute } from './choose-candidates';
import { chooseRoute } from './choose-route';
import { type Destination, resolveDestination } from './destination';
import type { Plan } from './plan';
import { leaveOutUnpriced, planCalls } from './plan-calls';
import { readRequestOptions } from './request-options';

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
  /** Milliseconds since 1970, for conditions with hours. */
  readonly now: () => number;
  /** Draws a number from 0 up to 1, for splits. */
  readonly random: () => number;
}

/**
 * Decides everything about a request that can be decided before Bedrock is called. Destination and settings give the route,
 * the wire reads the request, the bounds leave out what is not allowed, and prices bound the cost of the remaining calls.
 *
 * @throws RouterError if the destination is unknown or not allowed, or the request is malformed
 */
export function planRequest(request: RouterRequest, rules: PlanRules): Plan {
  const { snapshot, caller } = rules;
  const { mapping, catalog, prices, isStale } = snapshot;
  const { action, destination, headers } = request;
  const { route: mapped, ...resolved } = resolveDestination(destination, mapping, caller?.policy);
  const settings = findSettings(snapshot.settings, resolved.operation);
  const wire = findWire(action);
  const read = readOnce(wire, { ...request, settings });
  const options = readRequestOptions(headers);
  const { route, variant } = settings
    ? chooseRoute(mapped, settings, { ...rules, ...resolved, ...options, headers, wire, read })
    : { route: mapped, variant: undefined };
  const readAskedTier = () => read().askedTier;
  const candidates = chooseCandidates(route, wire, { ...rules, readAskedTier });
  const usable: Candidates = options.isStrict ? [candidates[0]] : candidates;
  const { speaking, mute } = leaveOutMute(usable, action, catalog);
  return {
    ...resolved,
    ...options,
    ...{ variant, settings, caller, action, prices, catalog, isStale },
    suffixTier: route[0].tier,
    requested: candidates[0],
    request: read(),
    mute,
    ...planEach(speaking, { wire, read, rules }, options),
  };
}

interface Reading {
  readonly wire: Wire;
  readonly read: () => WireRequest;
  readonly rules: PlanRules;
}

/** Puts off reading a body until it is needed, because it may be large and the model not allowed. */
function readOnce(wire: Wire, request: ReceivedRequest): () => WireRequest {
  let read: WireRequest | undefined;
  return () => {
    read ??= wire.read(request);
    return read;
  };
}

/** Plans one call of a strict request, and all calls of any other. */
function planEach(
  candidates: Candidates,
  { wire, read, rules }: Reading,
  { isStrict }: Pick<Plan, 'isStrict'>,
): Pick<Plan, 'calls' | 'unpriced' | 'demotion'> {
  const { bounds: deployed, caller, snapshot } = rules;
  const bounds = caller === undefined ? deployed : narrowBounds(deployed, caller.policy);
  const { catalog } = snapshot;
  const { reach } = read();
  const callRules = { wire, catalog, reach, bounds, bound: chooseBound({ wire, read, rules }) };
  const { calls, unpriced } = leaveOutUnpriced(planCalls(candidates, callRules));
  if (isStrict) return { calls: [calls[0]], unpriced: [], demotion: [] };
  return { calls, unpriced, demotion: planDemotion(calls, callRules, { ...snapshot, caller }) };
}

/** Bounds only calls that a budget pays for, because a bound requires reading the whole body. */
function chooseBound({
  wire,
  read,
  rules: { snapshot, caller },
}: Reading): (candidate: Candidate) => CostBound | undefined {
  const isPaid = caller?.policy.budget !== undefined && wire.action !== 'count-tokens';
  if (!isPaid) return () => undefined;
  const request = read();
  requireReadable(request.body);
  const basis = measureRequest(request, wire);
  return (candidate) => boundCall(basis, candidate, snapshot);
}
