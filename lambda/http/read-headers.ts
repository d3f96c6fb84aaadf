import { RouterError } from '../core/errors/router-error';
import type { JsonObject } from '../core/json/json-object';
import type { Headers } from '../core/wire/forwarded-headers';
import { describeKind, readMembers } from './event-member';

/**
 * Reads the headers of an event from both of its maps. `multiValueHeaders` has every value of a repeated header, `headers`
 * only the last, and a gateway may leave out either map. Values of one name, in any case, are joined with commas, unless
 * they are the same. A header without a value is left out. The returned object has no prototype, so every name in it is a header.
 *
 * @throws RouterError `invalid-header` if a value is not text
 */
export function readHeaders({ headers, multiValueHeaders }: JsonObject): Headers {
  const single = Object.entries(readMembers('headers', headers));
  const repeated = Object.entries(readMembers('multiValueHeaders', multiValueHeaders));
  const values = new Map<string, unknown>(single);
  for (const [name, list] of repeated) if (!isEmpty(list)) values.set(name, list);
  const lowerCased: Record<string, string> = Object.create(null);
  for (const [name, value] of values) {
    const joined = joinValues(name, value);
    if (joined === undefined) continue;
    const key = name.toLowerCase();
    const earlier = lowerCased[key];
    if (earlier === joined) continue;
    lowerCased[key] = earlier === undefined ? joined : `${earlier},${joined}`;
  }
  return lowerCased;
}

function isEmpty(list: unknown): boolean {
  return list === null || list === undefined || (Array.isArray(list) && list.length === 0);
}

/** Undefined if there is no value. */
function joinValues(name: string, value: unknown): string | undefined {
  if (value === null || value === undefined || typeof value === 'string') return value ?? undefined;
  const list = Array.isArray(value) ? value : [value];
  const stray = list.find((each) => typeof each !== 'string');
  if (stray === undefined) return [...new Set(list)].join(',');
  throw new RouterError(
    'invalid-header',
    `the value of ${JSON.stringify(name.slice(0, 64))} is ${describeKind(stray)}, not text`,
  );
}
