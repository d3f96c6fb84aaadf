import { BedrockError, invalid, violatedConstraint } from './error';

/** Operations of Bedrock's API by the last part of their path. */
const OPERATION_BY_PATH = {
  converse: 'Converse',
  'converse-stream': 'ConverseStream',
  invoke: 'InvokeModel',
  'invoke-with-response-stream': 'InvokeModelWithResponseStream',
  'count-tokens': 'CountTokens',
} as const;

type ModelOperation = (typeof OPERATION_BY_PATH)[keyof typeof OPERATION_BY_PATH];

/**
 * OpenAI's APIs. The body names the model, and says whether the reply is streamed. Both variants have the same path. AWS has no
 * names for them.
 */
export const OPENAI_OPERATIONS = [
  'ChatCompletions',
  'ChatCompletionsStream',
  'Responses',
  'ResponsesStream',
] as const;

export type OpenaiOperation = (typeof OPENAI_OPERATIONS)[number];

export type BedrockOperation = ModelOperation | OpenaiOperation;

export const BEDROCK_OPERATIONS: readonly BedrockOperation[] = [
  ...Object.values(OPERATION_BY_PATH),
  ...OPENAI_OPERATIONS,
];

const PATH =
  /^\/model\/([^/]+)\/(converse|converse-stream|invoke|invoke-with-response-stream|count-tokens)$/;

/** Maximum lengths in the API model. */
const MAX_MODEL_ID_LENGTH = 2048;
const MAX_COUNTED_MODEL_ID_LENGTH = 256;

/** The operation and the model that the path of a request addresses. */
export interface Target {
  readonly operation: ModelOperation;
  /** Decoded: `us.amazon.nova-2-lite-v1:0`, or an ARN. */
  readonly modelId: string;
}

export function isStreaming(operation: BedrockOperation): boolean {
  return operation === 'InvokeModelWithResponseStream' || operation.endsWith('Stream');
}

export function isOpenai(operation: BedrockOperation): operation is OpenaiOperation {
  return OPENAI_OPERATIONS.some((known) => known === operation);
}

/** Whether the body is in the model's own format. */
export function isInvoke(operation: BedrockOperation): boolean {
  return operation === 'InvokeModel' || operation === 'InvokeModelWithResponseStream';
}

/**
 * Reads the path. An ARN with an unencoded slash has one segment too many, which is an unknown operation. (Bedrock
 * responds to it with status 200, which hides the error from clients. The emulator responds with 404.)
 *
 * @throws BedrockError for an unknown path, a method other than POST, or a model ID that is too long or badly encoded
 */
export function parseTarget(method: string, url: string): Target {
  const path = url.replace(/\?.*$/s, '');
  const [, encodedModelId, ending] = PATH.exec(path) ?? [];
  if (encodedModelId === undefined || ending === undefined) throw unknownPath(path);
  requirePost(method);
  const operation = OPERATION_BY_PATH[ending as keyof typeof OPERATION_BY_PATH];
  const target = { operation, modelId: decodeModelId(encodedModelId) };
  checkModelIdLength(target);
  return target;
}

export function unknownPath(path: string): BedrockError {
  return new BedrockError('UnknownOperationException', `unknown path ${path}`);
}

/** @throws BedrockError */
export function requirePost(method: string): void {
  if (method === 'POST') return;
  throw new BedrockError('MethodNotAllowedException', `${method} is not allowed; use POST`);
}

function decodeModelId(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw invalid('The provided model identifier is invalid.');
  }
}

function checkModelIdLength({ operation, modelId }: Target): void {
  const maxLength = operation === 'CountTokens' ? MAX_COUNTED_MODEL_ID_LENGTH : MAX_MODEL_ID_LENGTH;
  if (modelId.length <= maxLength) return;
  const constraint = `Member must have length less than or equal to ${maxLength}`;
  throw violatedConstraint(`'${modelId}'`, 'modelId', constraint);
}
