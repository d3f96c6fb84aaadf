import { SERVICE_TIER_HEADER } from '../../../lambda/contract';
import { BUILT_IN_CATALOG } from '../../../lambda/core/catalog/catalog';
import { lookUpTierSupport } from '../../../lambda/core/catalog/tier-support';
import { SERVICE_TIERS, type ServiceTier } from '../../../lambda/core/ids/service-tier';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import { invalid, violatedConstraint } from '../error';
import type { ReceivedRequest } from '../journal';
import { type BedrockOperation, isInvoke } from '../operation';
import { readString, readStructure } from '../wire/json-members';
import type { ModelReference } from './model-reference';

/**
 * Reads the requested tier. Each operation reads it from one place, and ignores a tier elsewhere.
 *
 * @throws BedrockError if the tier in a Converse body has a wrong type
 */
export function readRequestedTier(
  operation: BedrockOperation,
  { headers }: ReceivedRequest,
  body: JsonObject,
): string | undefined {
  if (operation === 'CountTokens') return undefined;
  if (isInvoke(operation)) return headers[SERVICE_TIER_HEADER];
  const serviceTier = readStructure(body['serviceTier']);
  const type = readString(serviceTier?.['type']);
  if (serviceTier !== undefined && type === undefined) {
    throw violatedConstraint('null', 'serviceTier.type', 'Member must not be null');
  }
  return type;
}

const UNKNOWN_TIER = 'service tier provided is invalid';

/**
 * Refuses the tier that only OpenAI's APIs know.
 *
 * @throws BedrockError
 */
export function refuseUltrafast(tier: string | undefined): void {
  if (tier === 'ultrafast') throw invalid(UNKNOWN_TIER);
}

/**
 * Checks the requested tier. The messages are those of live Bedrock.
 *
 * An application inference profile accepts every tier except `reserved` (AWS does not document this). Other models
 * and ARNs without tier data accept `priority` and `flex` only with `servesUnlistedTiers`.
 *
 * @throws BedrockError if the tier is unknown or is not supported by the model, and for `reserved`
 */
export function checkTier(
  { model, isApplicationProfile }: ModelReference,
  tier: string | undefined,
  servesUnlistedTiers: boolean,
): ServiceTier {
  if (tier === undefined) return 'default';
  const known = SERVICE_TIERS.find((candidate) => candidate === tier);
  if (known === undefined) throw invalid(UNKNOWN_TIER);
  if (known === 'reserved') throw invalid('Reservation not found.');
  if (isApplicationProfile) return known;
  const support =
    model === undefined ? 'unknown' : lookUpTierSupport(BUILT_IN_CATALOG, model, known);
  const isServed = support === 'supported' || (support === 'unknown' && servesUnlistedTiers);
  if (known !== 'default' && !isServed) {
    throw invalid('The provided service tier is not supported for this model');
  }
  return known;
}
