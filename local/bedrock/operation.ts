import { BedrockError, invalid, violatedConstraint } from './error';

/** API operations (not the pipeline's operations) by the last part of their path. */
const OPERATION_BY_PATH = {
  converse: 'Converse',
  'converse-stream': 'ConverseStream',
  invoke: 'InvokeModel',
  'invoke-with-response-stream': 'InvokeModelWithResponseStream',
  'count-tokens': 'CountTokens',
} as const;

export type BedrockOperation = (typeof OPERATION_BY_PATH)[keyof typeof OPERATION_BY_PATH];

export const BEDROCK_OPERATIONS: readonly BedrockOperation[] = Object.values(OPERATION_BY_PATH);

const PATH =
  /^\/model\/([^/]+)\/(converse|converse-stream|invoke|invoke-with-response-stream|count-tokens)$/;

/** Maximum lengths in the API model. */
const MAX_MODEL_ID_LENGTH = 2048;
const MAX_COUNTED_MODEL_ID_LENGTH = 256;

/** What a request line addresses. */
export interface Target {
  readonly operation: BedrockOperation;
  /** Decoded: `us.amazon.nova-2-lite-v1:0`, or an ARN. */
  readonly modelId: string;
}

export function isStreaming(operation: BedrockOperation): boolean {
  return operation === 'ConverseStream' || operation === 'InvokeModelWithResponseStream';
}

/** Whether the body is in the model's own format. */
export function isInvoke(operation: BedrockOperation): boolean {
  return operation === 'InvokeModel' || operation === 'InvokeModelWithResponseStream';
}

/**
 * Reads the path. An ARN whose slash is not encoded has one segment too many, and is an unknown operation for
 * Bedrock, too. (Live Bedrock was seen to respond with status 200, which hides the error from clients; here it is
 * 404.)
 *
 * @throws BedrockError for an unknown path, another method than POST, or a model ID too long or badly encoded
 */
export function parseTarget(method: string, url: string): Target {
  const path = url.replace(/\?.*$/s, '');
  const [, encodedModelId, ending] = PATH.exec(path) ?? [];
  if (encodedModelId === undefined || ending === undefined) {
    throw new BedrockError('UnknownOperationException', `no operation is at ${path}`);
  }
  if (method !== 'POST') {
    throw new BedrockError('MethodNotAllowedException', `${method} is not allowed here, POST is`);
  }
  const operation = OPERATION_BY_PATH[ending as keyof typeof OPERATION_BY_PATH];
  const target = { operation, modelId: decodeModelId(encodedModelId) };
  checkModelIdLength(target);
  return target;
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
