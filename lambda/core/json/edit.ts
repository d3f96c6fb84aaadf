import { isJsonObject, type JsonObject } from './json-object';

/** Names from the outermost object to a member, e.g. `['requestMetadata', 'team']`. */
export type MemberPath = readonly [string, ...string[]];

/**
 * One change of a JSON text. A member that is inserted or set stands first in its object.
 *
 * | Kind      | Changes                                                                         |
 * |-----------|---------------------------------------------------------------------------------|
 * | `insert`  | writes a member that its object does not have                                   |
 * | `set`     | writes a member in place of all that have its name                              |
 * | `replace` | writes a new value where the old one stands; of several with the name, the last |
 * | `remove`  | takes away all members with that name                                           |
 * | `append`  | adds an item to an array that has items; see {@link Append}                     |
 */
export type Edit =
  | {
      readonly kind: 'insert' | 'set' | 'replace';
      readonly path: MemberPath;
      readonly json: string;
    }
  | { readonly kind: 'remove'; readonly path: MemberPath }
  | Append;

export interface Append {
  readonly kind: 'append';
  readonly path: MemberPath;
  readonly json: string;
  /** The member of the array's last item, an object, which is the array to add to. Undefined for the array itself. */
  readonly within?: string | undefined;
}

/** The edits that give an object the members it lacks. Objects that both have are filled in too; the rest stays. */
export function fillIn(
  object: JsonObject,
  members: JsonObject,
  parents: readonly string[] = [],
): Edit[] {
  return Object.entries(members).flatMap(([name, value]): Edit[] => {
    const [first = name, ...rest] = [...parents, name];
    const path: MemberPath = [first, ...rest];
    if (!Object.hasOwn(object, name)) {
      return [{ kind: 'insert', path, json: JSON.stringify(value) }];
    }
    const existing = object[name];
    return isJsonObject(existing) && isJsonObject(value) ? fillIn(existing, value, path) : [];
  });
}
