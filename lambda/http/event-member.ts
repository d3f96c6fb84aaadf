import { RouterError } from '../core/errors/router-error';
import { isJsonObject, type JsonObject } from '../core/json/json-object';

/** @throws RouterError `invalid-event` */
export function requireMembers(place: string, value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw invalidEvent(place, value, 'an object');
}

/**
 * An empty object if the gateway leaves it out or writes null.
 *
 * @throws RouterError `invalid-event`
 */
export function readMembers(place: string, value: unknown): JsonObject {
  return requireMembers(place, value ?? {});
}

/** @throws RouterError `invalid-event` */
export function requireText(place: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalidEvent(place, value, 'text');
}

/**
 * Undefined if the gateway leaves it out or writes null.
 *
 * @throws RouterError `invalid-event`
 */
export function readText(place: string, value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : requireText(place, value);
}

/** Describes the kind of a value. The value itself is not shown, because a caller may have sent it. */
export function describeKind(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}

export function invalidEvent(place: string, value: unknown, expected: string): RouterError {
  return new RouterError(
    'invalid-event',
    `the event is not a REST API proxy event: ${place} is ${describeKind(value)}, not ${expected}; ` +
      'invoke the function through a REST API with a proxy integration',
  );
}
