import { BUILT_IN_CATALOG, type Catalog, findModel } from '../../../lambda/core/catalog/catalog';
import {
  readFoundationModelId,
  readProfilePrefix,
  stripProfilePrefix,
} from '../../../lambda/core/ids/profile-prefix';
import { invalid } from '../error';

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

/** Geographies of AWS. A model whose profiles are not known has all of them. */
const PROFILES = ['global', 'us', 'eu', 'apac', 'jp', 'au', 'ca', 'in', 'us-gov'];

/**
 * Requires a model whose tokens can be counted. CountTokens takes no inference profile.
 *
 * @throws BedrockError
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/count-tokens.html
 */
export function requireCountedModel(modelId: string): void {
  const isProfile = readFoundationModelId(modelId) !== modelId.slice(modelId.lastIndexOf('/') + 1);
  if (!isProfile && findModel(BUILT_IN_CATALOG, modelId)?.countTokens === true) return;
  throw invalid("The provided model doesn't support counting tokens.");
}

/**
 * Finds what an ID invokes: a model of the catalog by its plain ID, one of its context variants or one of its profiles, or
 * an ARN. The emulator does not distinguish Regions, and serves models that have ended.
 *
 * @throws BedrockError for an unknown ID, such as every ID with a tier suffix
 */
export function resolveModel(modelId: string, catalog: Catalog = BUILT_IN_CATALOG): ModelReference {
  if (isServed(modelId, catalog)) {
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

function isServed(modelId: string, catalog: Catalog): boolean {
  const model = modelId.includes('/') ? undefined : findModel(catalog, modelId);
  const profile = readProfilePrefix(modelId);
  const { profiles = PROFILES } = model ?? {};
  return model !== undefined && (profile === undefined || profiles.includes(profile));
}
