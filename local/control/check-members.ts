import { type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';

/**
 * An invalid request to a control endpoint. The message contains the value received and the values allowed.
 */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** A member of a request to a control endpoint. */
export interface Member {
  readonly accepts: (value: unknown) => boolean;
  /** Completes "must be …". */
  readonly expected: string;
}

export const TEXT: Member = {
  accepts: (value) => typeof value === 'string',
  expected: 'a string',
};

export const FLAG: Member = {
  accepts: (value) => typeof value === 'boolean',
  expected: 'true or false',
};

export const COUNT: Member = {
  accepts: (value) => Number.isInteger(value) && Number(value) > 0,
  expected: 'a whole number above 0',
};

export const MILLISECONDS: Member = {
  accepts: (value) => typeof value === 'number' && value >= 0,
  expected: 'a number of milliseconds',
};

export function oneOf(values: readonly string[]): Member {
  return {
    accepts: (value) => values.some((allowed) => allowed === value),
    expected: `one of ${values.join(', ')}`,
  };
}

/** @throws ControlError if the body is no JSON object */
export function parseControlBody(text: string): JsonObject {
  const body = parseJsonObject(text);
  if (body === undefined) throw new ControlError('the body must be a JSON object');
  return body;
}

/** @throws ControlError if a member is unknown or has a wrong value */
export function checkMembers(json: JsonObject, members: ReadonlyMap<string, Member>): void {
  for (const [name, value] of Object.entries(json)) {
    const member = members.get(name);
    if (member === undefined) {
      const allowed = [...members.keys()].join(', ');
      throw new ControlError(`unknown member "${name}"; allowed are ${allowed}`);
    }
    if (member.accepts(value)) continue;
    throw new ControlError(
      `"${name}" must be ${member.expected}; received ${JSON.stringify(value)}`,
    );
  }
}

/** @throws ControlError if the kind of the failure has no such member */
export function requireMember(json: JsonObject, name: string): void {
  if (json[name] !== undefined) return;
  throw new ControlError(`kind "${json['kind']}" needs the member "${name}"`);
}

/** Reads the kind of a failure, which decides which other members are allowed. */
export function readKind<Kind extends string>(
  { kind }: JsonObject,
  kinds: readonly Kind[],
  others: readonly string[] = [],
): Kind {
  const known = kinds.find((candidate) => candidate === kind);
  if (known !== undefined) return known;
  const allowed = [...kinds, ...others].join(', ');
  throw new ControlError(`"kind" must be one of ${allowed}; received ${JSON.stringify(kind)}`);
}
