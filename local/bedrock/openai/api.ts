import { BUILT_IN_CATALOG } from '../../../lambda/core/catalog/catalog';
import { lookUpWireSupport } from '../../../lambda/core/catalog/wire-support';
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

const OPENAI_APIS: readonly OpenaiApi[] = Object.values(API_BY_PATH);

const ACTIONS = { ChatCompletions: 'chat-completions', Responses: 'responses' } as const;

/** @throws BedrockError for an unknown path, such as the list of models, or a method other than POST */
export function parseApi(method: string, url: string): OpenaiApi {
  const path = url.replace(/\?.*$/s, '');
  if (!(path in API_BY_PATH)) throw unknownPath(path);
  requirePost(method);
  return API_BY_PATH[path as OpenaiPath];
}

/**
 * Requires a model that is not known to lack the API.
 *
 * @throws BedrockError in the words of live Bedrock
 */
export function requireApi(api: OpenaiApi, modelId: string): void {
  if (!lacks(modelId, api)) return;
  if (OPENAI_APIS.every((each) => lacks(modelId, each))) {
    throw new BedrockError(
      'ResourceNotFoundException',
      "The model doesn't exist or doesn't support this API. Retry your request with a different model ID.",
    );
  }
  const path = Object.keys(API_BY_PATH).find((key) => API_BY_PATH[key as OpenaiPath] === api);
  throw invalid(`The model '${modelId}' does not support the '${path}' API`);
}

function lacks(modelId: string, api: OpenaiApi): boolean {
  return lookUpWireSupport(BUILT_IN_CATALOG, modelId, ACTIONS[api]) === 'unsupported';
}

/** GPT-5 and later take fewer parameters than the models with open weights. */
export function isFrontierModel(modelId: string): boolean {
  return /(?:^|[./])openai\.gpt-\d/.test(modelId);
}
