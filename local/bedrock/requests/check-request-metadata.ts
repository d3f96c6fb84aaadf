import type { JsonObject } from '../../../lambda/core/json/json-object';
import { violatedConstraint } from '../error';
import { readString, readStructure } from '../wire/json-members';

const MAX_PAIRS = 16;
const KEY = '[a-zA-Z0-9\\s:_@$#=/+,-.]{1,256}';
const TEXT = '[a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}';

/**
 * Checks the `requestMetadata` of a Converse body against the API model. The messages are those of other AWS services,
 * because Bedrock's are unknown. The header of the invoke operations is not checked, because Bedrock's rules for it are
 * unknown.
 *
 * @throws BedrockError
 */
export function checkRequestMetadata(body: JsonObject): void {
  const pairs = readStructure(body['requestMetadata']);
  if (pairs === undefined) return;
  const count = Object.keys(pairs).length;
  if (count === 0) throw refuse('Member must have length greater than or equal to 1');
  if (count > MAX_PAIRS) {
    throw refuse(`Member must have length less than or equal to ${MAX_PAIRS}`);
  }
  for (const [key, value] of Object.entries(pairs)) {
    requirePattern(key, KEY);
    requirePattern(readString(value) ?? '', TEXT);
  }
}

function requirePattern(text: string, pattern: string): void {
  if (new RegExp(`^${pattern}$`).test(text)) return;
  throw refuse(`Member must satisfy regular expression pattern: ${pattern}`);
}

function refuse(constraint: string): Error {
  return violatedConstraint(undefined, 'requestMetadata', constraint);
}
