import type { JsonObject } from '../../../lambda/core/json/json-object';
import { chooseDialect } from '../dialects/choose-dialect';
import { converseDialect } from '../dialects/converse';
import { violatedConstraint } from '../error';
import { readString, readStructure } from '../wire/json-members';
import type { Prompt } from '../wire/prompt';
import type { ModelReference } from './model-reference';
import { parseBody } from './receive-request';

/**
 * Reads the prompt of a CountTokens request, which contains a Converse body or an invoke body.
 *
 * @throws BedrockError
 */
export function readCountTokensPrompt(model: ModelReference, body: JsonObject): Prompt {
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
