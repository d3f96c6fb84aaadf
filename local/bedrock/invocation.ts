import { SERVICE_TIER_HEADER } from '../../lambda/contract';
import { BedrockError, malformedInput, violatedConstraint } from './bedrock-error';
import type { BedrockOperation } from './bedrock-operation';
import { chooseDialect } from './choose-dialect';
import { converseDialect } from './converse-dialect';
import type { Arrival } from './journal';
import { type JsonObject, parseJsonObject, readString, readStructure } from './json-members';
import type { ModelReference } from './model-reference';
import type { Prompt } from './prompt';

/**
 * Reads a body as JSON. The invoke operations leave that to the model behind them, the others to the protocol,
 * which is why they complain differently.
 *
 * @throws BedrockError
 */
export function parseBody(operation: BedrockOperation, bytes: Buffer): JsonObject {
  const body = parseJsonObject(bytes);
  if (body !== undefined) return body;
  if (isInvoke(operation)) throw malformedInput('the body is not a JSON object');
  throw new BedrockError('SerializationException', 'The request body is not a JSON object');
}

/**
 * The tier as it was asked for, in the place where the operation has it; a tier anywhere else is not looked at.
 *
 * @throws BedrockError where a Converse body has it in a wrong shape
 */
export function readRequestedTier(
  operation: BedrockOperation,
  { headers }: Arrival,
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

/**
 * The prompt whose tokens are to be counted: a Converse body or an invoke body, as the input says. AWS counts
 * for some models only; the stand-in for all.
 *
 * @throws BedrockError
 */
export function readPromptToCount(model: ModelReference, body: JsonObject): Prompt {
  const input = readStructure(body['input']);
  const converse = readStructure(input?.['converse']);
  if (converse !== undefined) return converseDialect.readPrompt(converse);
  const invokeBody = readString(readStructure(input?.['invokeModel'])?.['body']);
  if (invokeBody === undefined) {
    throw violatedConstraint('null', 'input', 'Member must not be null');
  }
  const inner = parseBody('InvokeModel', Buffer.from(invokeBody, 'base64'));
  return chooseDialect('InvokeModel', model, inner).readPrompt(inner);
}

export function isInvoke(operation: BedrockOperation): boolean {
  return operation === 'InvokeModel' || operation === 'InvokeModelWithResponseStream';
}
