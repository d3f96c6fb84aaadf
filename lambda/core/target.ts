import { DIRECT_OPERATION, SERVICE_TIER_HEADER } from '../contract';
import { type AccessBounds, isAllowedModel, isAllowedTier } from './access-bounds';
import { type ConverseBody, readConverseBody } from './converse-body';
import { chooseRequestedTier, requireServiceTier } from './requested-tier';
import { RouterError } from './router-error';
import type { ServiceTier } from './service-tier';
import type { TierMapping } from './tier-mapping';
import { parseTieredModelId, type TieredModelId } from './tiered-model-id';

/** What a request names in its path. */
export type Destination =
  | { readonly kind: 'operation'; readonly name: string }
  /** An operation's name, or else a tiered model ID. */
  | { readonly kind: 'model'; readonly text: string };

/** What a caller asks. */
export interface ConverseRequest {
  readonly destination: Destination;
  /** A Converse request as JSON text. */
  readonly bodyText: string;
  /** The tier asked for by header, as it was written. */
  readonly headerTier: string | undefined;
}

/** Where one request goes, and what it asks for there. */
export interface Target {
  /** The operation's name, or `direct` where the caller named a model. */
  readonly operation: string;
  /** Undefined where the mapping was not asked. */
  readonly mappingVersion: string | undefined;
  readonly baseModelId: string;
  /** The tier that the route names for the model. */
  readonly suffixTier: ServiceTier;
  readonly requestedTier: ServiceTier;
  readonly body: ConverseBody;
}

/** @throws RouterError where the destination is unknown or not allowed, or the request is malformed */
export function chooseTarget(
  request: ConverseRequest,
  mapping: TierMapping,
  bounds: AccessBounds,
): Target {
  const { operation, model, mappingVersion } = resolveDestination(request.destination, mapping);
  const body = readConverseBody(request.bodyText);
  const requestedTier = chooseRequestedTier({
    header: readHeaderTier(request.headerTier),
    body: body.askedTier,
    suffix: model.tier,
  });
  requireAllowedModel(model.baseModelId, bounds);
  requireAllowedTier(requestedTier, bounds);
  const { baseModelId, tier: suffixTier } = model;
  return { operation, mappingVersion, baseModelId, suffixTier, requestedTier, body };
}

interface ResolvedDestination {
  readonly operation: string;
  readonly model: TieredModelId;
  readonly mappingVersion: string | undefined;
}

function resolveDestination(destination: Destination, mapping: TierMapping): ResolvedDestination {
  const name = destination.kind === 'operation' ? destination.name : destination.text;
  const mapped = mapping.get(name);
  if (mapped !== undefined) {
    return { operation: name, model: mapped.route[0], mappingVersion: mapped.version };
  }
  if (destination.kind === 'operation') throw unknownOperation(name, mapping);
  const model = parseTieredModelId(destination.text);
  return { operation: DIRECT_OPERATION, model, mappingVersion: undefined };
}

function unknownOperation(name: string, mapping: TierMapping): RouterError {
  if (mapping.size === 0) {
    return new RouterError(
      'mapping-unavailable',
      'no operation is mapped to a model yet; try again shortly',
    );
  }
  const known = [...mapping.keys()].sort().join(', ');
  return new RouterError(
    'unknown-operation',
    `there is no operation ${JSON.stringify(name.slice(0, 64))}; the operations are ${known}`,
  );
}

function requireAllowedModel(baseModelId: string, bounds: AccessBounds): void {
  if (bounds.models === 'any' || isAllowedModel(bounds, baseModelId)) return;
  throw new RouterError(
    'model-not-allowed',
    `model "${baseModelId}" is not allowed here; the allowed models are ${bounds.models.join(', ')}`,
  );
}

function readHeaderTier(text: string | undefined): ServiceTier | undefined {
  return text === undefined ? undefined : requireServiceTier(text, SERVICE_TIER_HEADER);
}

function requireAllowedTier(tier: ServiceTier, bounds: AccessBounds): void {
  if (isAllowedTier(bounds, tier)) return;
  throw new RouterError(
    'tier-not-allowed',
    `service tier "${tier}" is not allowed here; the allowed tiers are ${bounds.tiers.join(', ')}`,
  );
}
