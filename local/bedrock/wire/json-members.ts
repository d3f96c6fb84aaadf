import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { BedrockError } from '../error';

/*
 * Read members as AWS's JSON protocols do: null means absent, a wrong type is a SerializationException, and unknown
 * members are ignored. The messages are those of other AWS services, because Bedrock's are unknown.
 */

export function readStructure(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (isJsonObject(value)) return value;
  throw mismatch(value, 'a Structure');
}

export function readList(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value;
  throw mismatch(value, 'a List');
}

export function readString(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw mismatch(value, 'a String');
}

export function readInteger(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw mismatch(value, 'an Integer');
}

function mismatch(value: unknown, expected: string): BedrockError {
  return new BedrockError('SerializationException', describeMismatch(value, expected));
}

function describeMismatch(value: unknown, expected: string): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (typeof value === 'object') return 'Start of structure or map found where not expected.';
  const token = typeof value === 'boolean' ? String(value) : typeof value;
  return `${token.toUpperCase()}_VALUE can not be converted to ${expected}`;
}
