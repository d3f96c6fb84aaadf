import { isJsonObject, type JsonObject } from '../json-object';

const LONGEST_QUOTE = 64;

/** What is wrong with a policy, in words for the operator. */
export class PolicyProblem extends Error {}

/** A value as a message may show it; `undefined` where it is missing. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

/** @throws PolicyProblem where the value is no object, or has a member that is not allowed */
export function requireMembers(
  place: string,
  value: unknown,
  allowed: readonly string[],
): JsonObject {
  if (!isJsonObject(value)) throw new PolicyProblem(`${place} is ${quote(value)}, not an object`);
  const stray = Object.keys(value).find((name) => !allowed.includes(name));
  if (stray === undefined) return value;
  throw new PolicyProblem(
    `${place} has no member ${quote(stray)}; it may have ${allowed.join(', ')}`,
  );
}
