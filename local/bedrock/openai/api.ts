import { BUILT_IN_CATALOG, findModel } from '../../../lambda/core/catalog/catalog';
import { BedrockError, invalid } from '../error';
import { requirePost, unknownPath } from '../operation';

/** The paths of OpenAI's APIs. Without `/openai`, Bedrock does not know them. */
export const OPENAI_PATH = '/openai/v1/';

const API_BY_PATH = {
  '/openai/v1/chat/completions': 'ChatCompletions',
  '/openai/v1/responses': 'Responses',
} as const;

type OpenaiPath = keyof typeof API_BY_PATH;
export type OpenaiApi = (typeof API_BY_PATH)[OpenaiPath];

/** @throws BedrockError for an unknown path, such as the list of models, or a method other than POST */
export function parseApi(method: string, url: string): OpenaiApi {
  const path = url.replace(/\?.*$/s, '');
  if (!(path in API_BY_PATH)) throw unknownPath(path);
  requirePost(method);
  return API_BY_PATH[path as OpenaiPath];
}

/**
 * Requires a model that has the API. Every ARN that does not name its model has it.
 *
 * @throws BedrockError in the words of live Bedrock
 */
export function requireApi(api: OpenaiApi, modelId: string): void {
  const apis = listApis(modelId);
  if (apis.includes(api)) return;
  if (apis.length > 0) {
    const path = Object.keys(API_BY_PATH).find((key) => API_BY_PATH[key as OpenaiPath] === api);
    throw invalid(`The model '${modelId}' does not support the '${path}' API`);
  }
  throw new BedrockError(
    'ResourceNotFoundException',
    "The model doesn't exist or doesn't support this API. Retry your request with a different model ID.",
  );
}

function listApis(modelId: string): readonly OpenaiApi[] {
  const model = findModel(BUILT_IN_CATALOG, modelId);
  if (model === undefined) return ['ChatCompletions', 'Responses'];
  if (model.invokeBody !== 'openai') return [];
  return isFrontierModel(modelId) ? ['ChatCompletions', 'Responses'] : ['ChatCompletions'];
}

/** GPT-5 and later take fewer parameters than the models with open weights. */
export function isFrontierModel(modelId: string): boolean {
  return /(?:^|[./])openai\.gpt-\d/.test(modelId);
}
