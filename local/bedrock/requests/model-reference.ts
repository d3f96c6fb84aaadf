import { stripProfilePrefix } from '../../../lambda/core/ids/profile-prefix';
import { invalid } from '../error';
import { isKnownModelId } from './known-models';

/** The model, inference profile or other resource that a request invokes. */
export interface ModelReference {
  /** E.g. `amazon.nova-2-lite-v1:0`; undefined if the ARN does not name the model. */
  readonly model: string | undefined;
  readonly isApplicationProfile: boolean;
}

/** After the name, it allows only versions and context variants. An ARN with a tier suffix does not match. */
const ARN =
  /^arn:aws(?:-[a-z-]+)?:bedrock:[a-z0-9-]{1,20}:(?:\d{12})?:([a-z-]+)\/([A-Za-z0-9._/-]+(?::(?:\d+[km]?|mm))*(?:\/[a-z0-9]{1,12})?)$/;

const ARNS_OF_LISTED_MODELS = ['foundation-model', 'inference-profile'];

/** Models of Amazon and the oldest ones of Anthropic have no CountTokens. */
const COUNTED_MODEL = /^anthropic\.claude-(?!3-(?:haiku|sonnet|opus))/;
const FOUNDATION_MODEL_ARN = /^arn:[^/]*:foundation-model\//;

/**
 * Requires a model whose tokens can be counted. CountTokens takes no inference profile.
 *
 * @throws BedrockError
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/count-tokens.html
 */
export function requireCountedModel(modelId: string): void {
  if (COUNTED_MODEL.test(modelId.replace(FOUNDATION_MODEL_ARN, ''))) return;
  throw invalid("The provided model doesn't support counting tokens.");
}

/** @throws BedrockError for an unknown ID, such as every ID with a tier suffix */
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
