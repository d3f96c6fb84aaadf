import { isJsonObject, type JsonObject } from '../json/json-object';

const MAX_TYPOS = 2;

/** Suggests the member that an unknown name resembles, e.g. `budget.limitUsd` for `limitUsd`, or lists all members. */
export function suggestMember(name: string, entries: JsonObject): string {
  const [closest] = listPaths(entries)
    .map((path) => ({ path, distance: measureDistance(name, path) }))
    .sort((one, other) => one.distance - other.distance);
  if (closest !== undefined && closest.distance <= Math.min(MAX_TYPOS, name.length - 1)) {
    return `did you mean ${closest.path}?`;
  }
  return `it may have ${Object.keys(entries).join(', ')}`;
}

/** Finds the known name that a name misspells. */
export function findMisspelled(name: string, known: readonly string[]): string | undefined {
  return known.find((each) => countEdits(name.toLowerCase(), each.toLowerCase()) <= MAX_TYPOS);
}

/** Lists the paths of all members, including nested ones. */
function listPaths(entries: JsonObject): string[] {
  return Object.entries(entries).flatMap(([name, schema]) => {
    return [name, ...listPaths(findEntries(schema)).map((path) => `${name}.${path}`)];
  });
}

/** Finds the members of an object schema, which may be optional, the item of a list, or a part of a pipe. */
function findEntries(schema: unknown): JsonObject {
  if (!isJsonObject(schema)) return {};
  const { entries, wrapped, item, pipe } = schema;
  if (isJsonObject(entries)) return entries;
  const inner = [wrapped, item, ...(Array.isArray(pipe) ? pipe : [])].map(findEntries);
  return inner.find((found) => Object.keys(found).length > 0) ?? {};
}

/**
 * Counts the typos that would turn the path into the name. A path may be written without its parents or without dots.
 * The first four or more letters of a name count as the whole name, because users leave out units.
 */
function measureDistance(name: string, path: string): number {
  const unknown = name.toLowerCase();
  const spellings = [path.slice(path.lastIndexOf('.') + 1), path.replaceAll('.', '')];
  const distances = spellings.map((spelling) => {
    const known = spelling.toLowerCase();
    return known.startsWith(unknown) && unknown.length > 3 ? 0 : countEdits(unknown, known);
  });
  return Math.min(...distances);
}

/** Computes the Levenshtein distance. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (const [index, other] of [...to].entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
