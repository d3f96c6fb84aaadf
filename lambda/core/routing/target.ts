import type { Caller } from '../callers/caller-policy';
import { narrowBounds, requireCallersModel, requireCallersTier } from '../callers/caller-rules';
import type { ServiceTier } from '../ids/service-tier';
import type { TieredModelId } from '../ids/tiered-model-id';
import type { BedrockAction } from '../wire/bedrock-action';
import type { Headers } from '../wire/forwarded-headers';
import { readCallerMetadata } from '../wire/metadata/caller-metadata';
import type { MetadataPairs } from '../wire/metadata/metadata-text';
import type { ReceivedRequest, WireRequest } from '../wire/wire';
import { wireOf } from '../wire/wire-of';
import { type AccessBounds, requireAllowedModel, requireAllowedTier } from './access-bounds';
import { readCallerTimeout } from './caller-timeout';
import { type Destination, resolveDestination } from './destination';
import { listFallbacks } from './fallbacks';
import { readStrictTier } from './strict-tier';
import type { TierMapping } from './tier-mapping';

/** What a caller asks. */
export interface RouterRequest extends ReceivedRequest {
  readonly action: BedrockAction;
  readonly destination: Destination;
  /** API Gateway's ID of the key with which the request came; undefined where it came without. */
  readonly callerId: string | undefined;
}

/** What decides where a request may go. */
export interface RoutingRules {
  readonly mapping: TierMapping;
  readonly bounds: AccessBounds;
  /** Undefined where callers are not told apart. */
  readonly caller: Caller | undefined;
}

/** Where one request goes, and what it asks for there. */
export interface Target {
  /** Undefined where callers are not told apart. */
  readonly caller: Caller | undefined;
  /** What may be asked for this request: the deployment's bounds, within those of the caller's policy. */
  readonly bounds: AccessBounds;
  readonly action: BedrockAction;
  /** The operation's name, or `direct` where the caller named a model. */
  readonly operation: string;
  /** Undefined where the mapping was not asked. */
  readonly mappingVersion: string | undefined;
  readonly baseModelId: string;
  /** Further candidates, in order, each with the tier to ask of it; none is like another or like the first. */
  readonly fallbacks: readonly TieredModelId[];
  /** The tier that the model ID names. */
  readonly suffixTier: ServiceTier;
  readonly requestedTier: ServiceTier;
  /** The caller takes no other tier and no other model. */
  readonly isStrict: boolean;
  /** How long the caller wants to wait; undefined where it leaves that to the router. */
  readonly timeoutMillis: number | undefined;
  /** What the caller wants to find again in logs. */
  readonly metadata: MetadataPairs;
  readonly request: WireRequest;
}

/** @throws RouterError where the destination is unknown or not allowed, or the request is malformed */
export function chooseTarget(request: RouterRequest, rules: RoutingRules): Target {
  const { mapping, caller } = rules;
  const { route, ...resolved } = resolveDestination(request.destination, mapping, caller?.policy);
  const [{ baseModelId, tier: suffixTier }] = route;
  requireModel(baseModelId, rules);
  const { action } = request;
  const wire = wireOf(action);
  const read = wire.read(request);
  const chooseTier = (suffix: ServiceTier) =>
    wire.takesTier ? (read.askedTier ?? suffix) : 'default';
  const requestedTier = chooseTier(suffixTier);
  if (wire.takesTier) requireTier(requestedTier, rules);
  const bounds = chooseBounds(rules);
  return {
    ...resolved,
    caller,
    bounds,
    action,
    baseModelId,
    suffixTier,
    requestedTier,
    fallbacks: listFallbacks({ action, route, chooseTier, bounds }),
    ...readHeaders(request.headers),
    request: read,
  };
}

function readHeaders(headers: Headers): Pick<Target, 'isStrict' | 'timeoutMillis' | 'metadata'> {
  return {
    isStrict: readStrictTier(headers),
    timeoutMillis: readCallerTimeout(headers),
    metadata: readCallerMetadata(headers),
  };
}

function requireModel(baseModelId: string, { bounds, caller }: RoutingRules): void {
  requireAllowedModel(bounds, baseModelId);
  if (caller !== undefined) requireCallersModel(caller.policy, baseModelId);
}

function requireTier(tier: ServiceTier, { bounds, caller }: RoutingRules): void {
  requireAllowedTier(bounds, tier);
  if (caller !== undefined) requireCallersTier(caller.policy, tier);
}

function chooseBounds({ bounds, caller }: RoutingRules): AccessBounds {
  return caller === undefined ? bounds : narrowBounds(bounds, caller.policy);
}
