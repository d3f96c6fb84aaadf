import { SERVICE_TIERS, type ServiceTier } from '../../lambda/core/service-tier';
import { lookUpTierSupport, stripProfilePrefix } from '../../lambda/core/tier-support';
import { invalid } from './bedrock-error';
import { isKnownModelId } from './known-models';

/** What a request names: a model or inference profile by its ID, or some other resource by its ARN. */
export interface ModelReference {
  /** E.g. `amazon.nova-2-lite-v1:0`; undefined where the ARN does not tell which model stands behind it. */
  readonly model: string | undefined;
  readonly isApplicationProfile: boolean;
}

/** A tier suffix left on the ARN is not matched: after the name only versions and context variants follow. */
const ARN =
  /^arn:aws(?:-[a-z-]+)?:bedrock:[a-z0-9-]{1,20}:(?:\d{12})?:([a-z-]+)\/([A-Za-z0-9._/-]+(?::(?:\d+[km]?|mm))*)$/;

const ARNS_OF_LISTED_MODELS = ['foundation-model', 'inference-profile'];

/** @throws BedrockError for an unknown ID, among them every ID that still carries a tier suffix */
export function resolveModel(modelId: string): ModelReference {
  if (isKnownModelId(modelId)) {
    return { model: stripProfilePrefix(modelId), isApplicationProfile: false };
  }
  const [, resourceType, name] = ARN.exec(modelId) ?? [];
  if (resourceType === undefined || name === undefined) {
    throw invalid('The provided model identifier is invalid.');
  }
  return {
    model: ARNS_OF_LISTED_MODELS.includes(resourceType) ? stripProfilePrefix(name) : undefined,
    isApplicationProfile: resourceType === 'application-inference-profile',
  };
}

/**
 * Checks a tier as asked for, in the words that live Bedrock was seen to use.
 *
 * An application inference profile takes every tier but `reserved` (AWS does not say); any other model or ARN
 * that the data does not list is refused `priority` and `flex` unless `servesUnlistedTiers`.
 *
 * @throws BedrockError where the tier is none, is not the model's, or needs a reservation (there are none)
 */
export function checkTier(
  { model, isApplicationProfile }: ModelReference,
  tier: string | undefined,
  servesUnlistedTiers: boolean,
): ServiceTier {
  if (tier === undefined) return 'default';
  const known = SERVICE_TIERS.find((candidate) => candidate === tier);
  if (known === undefined) throw invalid('service tier provided is invalid');
  if (known === 'reserved') throw invalid('Reservation not found.');
  if (isApplicationProfile) return known;
  const support = model === undefined ? 'unknown' : lookUpTierSupport(model, known);
  const isServed = support === 'supported' || (support === 'unknown' && servesUnlistedTiers);
  if (known !== 'default' && !isServed) {
    throw invalid('The provided service tier is not supported for this model');
  }
  return known;
}
