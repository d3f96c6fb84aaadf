import { SERVICE_TIER_HEADER } from '../../contract';
import type { Caller } from '../callers/caller-policy';
import { narrowBounds, requireCallersModel, requireCallersTier } from '../callers/caller-rules';
import { RouterError } from '../errors/router-error';
import type { ServiceTier } from '../ids/service-tier';
import type { TieredModelId } from '../ids/tiered-model-id';
import { readCallerMetadata } from '../receipts/caller-metadata';
import type { MetadataPairs } from '../receipts/metadata-text';
import { BEDROCK_ACTIONS, type BedrockAction } from '../wire/bedrock-action';
import { type ConverseBody, readConverseBody } from '../wire/converse-body';
import { type Headers, requireForwardableHeaders } from '../wire/forwarded-headers';
import { type AccessBounds, requireAllowedModel, requireAllowedTier } from './access-bounds';
import { readCallerTimeout } from './caller-timeout';
import { type Destination, resolveDestination } from './destination';
import { listFallbacks } from './fallbacks';
import { chooseRequestedTier, requireServiceTier } from './requested-tier';
import { readStrictTier } from './strict-tier';
import type { TierMapping } from './tier-mapping';

/** What a caller asks. */
export interface RouterRequest {
  readonly action: BedrockAction;
  readonly destination: Destination;
  readonly headers: Headers;
  /** API Gateway's ID of the key with which the request came; undefined where it came without. */
  readonly callerId: string | undefined;
  /** Text where the body is text; bytes else. */
  readonly body: string | Uint8Array;
  /** For whichever model is asked: each family takes it in a place of its own, and Converse has none. */
  readonly topK?: unknown;
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
  readonly headers: Headers;
  readonly body: ConverseBody | OpaqueBody;
  /** Not in the body yet. */
  readonly topK?: unknown;
}

/** A body whose content is no concern of the router. */
export interface OpaqueBody {
  readonly opaque: string | Uint8Array;
}

/** @throws RouterError where the destination is unknown or not allowed, or the request is malformed */
export function chooseTarget(request: RouterRequest, rules: RoutingRules): Target {
  const { mapping, caller } = rules;
  const { route, ...resolved } = resolveDestination(request.destination, mapping, caller?.policy);
  const [{ baseModelId, tier: suffixTier }] = route;
  requireModel(baseModelId, rules);
  const body = readBody(request);
  const { action, headers, topK } = request;
  const chooseTierOf = (suffix: ServiceTier) => chooseTier(request, body, suffix);
  const requestedTier = chooseTierOf(suffixTier);
  if (BEDROCK_ACTIONS[action].tierIn !== 'nowhere') requireTier(requestedTier, rules);
  const bounds = chooseBounds(rules);
  return {
    ...resolved,
    caller,
    bounds,
    action,
    baseModelId,
    suffixTier,
    requestedTier,
    fallbacks: listFallbacks({ action, route, chooseTier: chooseTierOf, bounds }),
    ...readHeaders(headers),
    body,
    topK,
  };
}

function readHeaders(
  headers: Headers,
): Pick<Target, 'isStrict' | 'timeoutMillis' | 'metadata' | 'headers'> {
  return {
    isStrict: readStrictTier(headers),
    timeoutMillis: readCallerTimeout(headers),
    metadata: readCallerMetadata(headers),
    headers: requireForwardableHeaders(headers),
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

function readBody({ action, body }: RouterRequest): ConverseBody | OpaqueBody {
  if (BEDROCK_ACTIONS[action].tierIn !== 'body') return { opaque: body };
  return readConverseBody(typeof body === 'string' ? body : decode(body));
}

function chooseTier(
  { action, headers }: RouterRequest,
  body: ConverseBody | OpaqueBody,
  suffix: ServiceTier,
): ServiceTier {
  if (BEDROCK_ACTIONS[action].tierIn === 'nowhere') return 'default';
  const word = headers[SERVICE_TIER_HEADER];
  const header = word === undefined ? undefined : requireServiceTier(word, SERVICE_TIER_HEADER);
  return chooseRequestedTier({
    header,
    body: 'opaque' in body ? undefined : body.askedTier,
    suffix,
  });
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A lenient decoder would replace what is no text and drop a byte order mark: no more the caller's body. */
function decode(body: Uint8Array): string {
  try {
    return UTF_8.decode(body);
  } catch {
    throw new RouterError('invalid-body', 'the body is not UTF-8; send a Converse request as JSON');
  }
}
