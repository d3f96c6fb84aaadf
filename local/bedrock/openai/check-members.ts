import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { type BedrockError, invalid } from '../error';

/*
 * Check the members of a body of OpenAI's APIs. Null means absent, and unknown members are ignored. The messages are
 * OpenAI's, because most of Bedrock's are unknown.
 */

type MemberType = 'a string' | 'a boolean' | 'an integer' | 'a number' | 'an object' | 'an array';

/** Name → its type. */
export type MemberTypes = Readonly<Record<string, MemberType>>;

/** @throws BedrockError */
export function checkTypes(body: JsonObject, types: MemberTypes): void {
  for (const [name, type] of Object.entries(types)) {
    const value = body[name];
    if (value === undefined || value === null || hasType(value, type)) continue;
    throw invalid(
      `Invalid type for '${name}': expected ${type}, but got ${nameType(value)} instead.`,
    );
  }
}

/** @throws BedrockError */
export function requireMember(body: JsonObject, name: string): void {
  if (body[name] === undefined || body[name] === null) {
    throw invalid(`Missing required parameter: '${name}'.`);
  }
}

/** @throws BedrockError */
export function requireOneOf(value: unknown, allowed: readonly string[]): void {
  if (allowed.some((known) => known === value)) return;
  const list = allowed.map((known) => `'${known}'`).join(', ');
  throw invalid(`Invalid value: '${String(value)}'. Supported values are: ${list}.`);
}

/** @throws BedrockError if the value is not a list of objects */
export function requireObjects(value: unknown, name: string): readonly JsonObject[] {
  if (!Array.isArray(value)) throw invalid(`Invalid type for '${name}': expected an array.`);
  return value.map((item: unknown, index) => {
    if (isJsonObject(item)) return item;
    throw invalid(`Invalid type for '${name}[${index}]': expected an object.`);
  });
}

export function unsupportedParameter(name: string, instead: string): BedrockError {
  return invalid(
    `Unsupported parameter: '${name}' is not supported with this model. Use '${instead}' instead.`,
  );
}

function hasType(value: unknown, type: MemberType): boolean {
  switch (type) {
    case 'an integer':
      return Number.isInteger(value);
    case 'an array':
      return Array.isArray(value);
    case 'an object':
      return isJsonObject(value);
    default:
      return typeof value === type.slice(2);
  }
}

function nameType(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
