import { parseBody } from '../arrival';
import { violatedConstraint } from '../bedrock-error';
import type { ModelReference } from '../model-reference';
import { chooseDialect } from './choose-wire';
import { converseDialect } from './converse-wire';
import { type JsonObject, readString, readStructure } from './json-members';
import type { Prompt } from './prompt';

/**
 * The prompt whose tokens are to be counted: a Converse body or an invoke body, as the input says. AWS counts
 * for some models only; the emulator for all.
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
