import { isJsonObject, type JsonObject } from './json-object';

const LONGEST_QUOTE = 64;

/** Says to the operator what is wrong with a parameter's value. */
export class ValueProblem extends Error {}

/** Formats a value for a message; `undefined` if it is missing. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

/** @throws ValueProblem if the value is not an object or has a member that is not allowed */
export function requireMembers(
  place: string,
  value: unknown,
  allowed: readonly string[],
): JsonObject {
  const object = requireObject(place, value);
  const stray = Object.keys(object).find((name) => !allowed.includes(name));
  if (stray === undefined) return object;
  throw new ValueProblem(
    `${place} has no member ${quote(stray)}; it may have ${allowed.join(', ')}`,
  );
}

/** @throws ValueProblem */
export function requireObject(place: string, value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw new ValueProblem(`${place} is ${quote(value)}, not a JSON object`);
}
