/**
 * The calls of Amazon Bedrock's runtime that name their model in the path, as the last part of it.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export const MODEL_ACTIONS = [
  'converse',
  'converse-stream',
  'invoke',
  'invoke-with-response-stream',
  'count-tokens',
] as const;

export type ModelAction = (typeof MODEL_ACTIONS)[number];

/**
 * The APIs of OpenAI that the same host serves. A call names its model in the body, and there it asks for a stream, too.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-responses-api.html
 */
export const OPENAI_APIS = ['chat-completions', 'responses'] as const;

export type OpenAiApi = (typeof OPENAI_APIS)[number];

/** Every call that the router takes. */
export type BedrockAction = ModelAction | OpenAiApi | `${OpenAiApi}-stream`;

/** Model IDs may be ARNs, which contain slashes. */
export function writeModelPath(baseModelId: string, action: ModelAction): string {
  return `/model/${encodeURIComponent(baseModelId)}/${action}`;
}

/** The paths of OpenAI's APIs, below `/openai/v1`. */
export const OPENAI_PATHS: Readonly<Record<OpenAiApi, string>> = {
  'chat-completions': '/chat/completions',
  responses: '/responses',
};
