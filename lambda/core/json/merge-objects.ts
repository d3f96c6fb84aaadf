import type { Edit, MemberPath } from './edit';
import { isJsonObject, type JsonObject } from './json-object';

/** An outline has the members of objects down to this depth, so that edits can name no deeper member. */
const LONGEST_PATH = 3;

/** The object with the members that it lacks. AWS's APIs take null for a member that is not there. Objects are filled in, too. */
export function addMembers(object: JsonObject, members: JsonObject): JsonObject {
  return mergeObjects(object, members, (own, other) => own ?? other);
}

/** The object with other values. Objects that both have keep their other members. */
export function replaceMembers(object: JsonObject, members: JsonObject): JsonObject {
  return mergeObjects(object, members, (_, other) => other);
}

function mergeObjects(
  object: JsonObject,
  members: JsonObject,
  choose: (own: unknown, other: unknown) => unknown,
): JsonObject {
  const merged = Object.entries(members).map(([name, value]) => {
    const own = Object.hasOwn(object, name) ? object[name] : undefined;
    const isMerged = isJsonObject(own) && isJsonObject(value);
    return [name, isMerged ? mergeObjects(own, value, choose) : choose(own, value)];
  });
  return { ...object, ...Object.fromEntries(merged) };
}

/** The edits that make one object of another that lacks none of its members. */
export function listDifferences(
  from: JsonObject,
  to: JsonObject,
  parents: readonly string[] = [],
): readonly Edit[] {
  return Object.entries(to).flatMap(([name, value]): readonly Edit[] => {
    const [first = name, ...rest] = [...parents, name];
    const path: MemberPath = [first, ...rest];
    if (!Object.hasOwn(from, name)) return [{ kind: 'insert', path, json: JSON.stringify(value) }];
    const own = from[name];
    if (own === value) return [];
    const isEdited = isJsonObject(own) && isJsonObject(value) && path.length < LONGEST_PATH;
    if (isEdited) return listDifferences(own, value, path);
    const json = JSON.stringify(value);
    return json === JSON.stringify(own) ? [] : [{ kind: 'set', path, json }];
  });
}
