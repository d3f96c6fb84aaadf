import { BUILT_IN_CATALOG, findModel } from '../../../lambda/core/catalog/catalog';
import type { CatalogModel } from '../../../lambda/core/catalog/catalog-model';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import { listMediaLinks } from '../../../lambda/core/wire/adaptation/media-links';
import { type BedrockError, invalid } from '../error';
import { readStructure } from '../wire/json-members';

/**
 * Checks that a Converse body has only what its model is known to take. A model that is not listed takes everything. The words
 * about S3 are the emulator's own, because Bedrock's are unknown.
 *
 * @throws BedrockError
 */
export function checkCapabilities(body: JsonObject, modelId: string): void {
  const model = findModel(BUILT_IN_CATALOG, modelId);
  if (model === undefined) return;
  const inference = readStructure(body['inferenceConfig']) ?? {};
  checkSampling(inference, model);
  checkThinking(body, inference, model);
  if (model.topK === 'none') {
    const fields = readStructure(body['additionalModelRequestFields']);
    if (fields?.['top_k'] !== undefined) throw deprecated('top_k');
  }
  if (model.s3Media === false && listMediaLinks(body['messages']).length > 0) {
    throw invalid('The model does not take an s3Location. Send the media as bytes.');
  }
}

function checkSampling({ temperature, topP }: JsonObject, { sampling }: CatalogModel): void {
  const hasTemperature = temperature !== undefined && temperature !== null;
  const hasTopP = topP !== undefined && topP !== null;
  if (sampling === 'none' && hasTemperature) throw deprecated('temperature');
  if (sampling === 'none' && hasTopP) throw deprecated('top_p');
  if (sampling === 'one' && hasTemperature && hasTopP) {
    throw refuse(
      '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
    );
  }
}

/** Claude alone is known to check it. */
function checkThinking(
  body: JsonObject,
  inference: JsonObject,
  { thinkingForm }: CatalogModel,
): void {
  const fields = readStructure(body['additionalModelRequestFields']);
  const thinking = readStructure(fields?.['thinking']);
  if (thinking?.['type'] !== 'enabled') return;
  if (thinkingForm === 'adaptive') {
    throw refuse(
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
    );
  }
  const { maxTokens, temperature } = inference;
  if (typeof maxTokens === 'number' && maxTokens <= Number(thinking['budget_tokens'])) {
    throw refuse('`max_tokens` must be greater than `thinking.budget_tokens`.');
  }
  if (temperature !== undefined && temperature !== null && temperature !== 1) {
    throw refuse('`temperature` may only be set to 1 when thinking is enabled.');
  }
  if (fields?.['top_k'] !== undefined) {
    throw refuse('`top_k` must be unset when thinking is enabled.');
  }
}

function deprecated(parameter: string): BedrockError {
  return refuse(`\`${parameter}\` is deprecated for this model.`);
}

function refuse(words: string): BedrockError {
  return invalid(`The model returned the following errors: ${words}`);
}
