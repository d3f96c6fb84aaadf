import { isJsonObject, type JsonObject } from '../lambda/core/json/json-object';

const MOST_TYPOS = 2;

/** Says which member was probably meant by an unknown name, e.g. `budget.limitUsd` by `limitUsd`, or which there are. */
export function suggestMember(name: string, entries: JsonObject): string {
  const [closest] = listPaths(entries)
    .map((path) => ({ path, distance: measureDistance(name, path) }))
    .sort((one, other) => one.distance - other.distance);
  if (closest !== undefined && closest.distance <= MOST_TYPOS) {
    return `did you mean ${closest.path}?`;
  }
  return `it may have ${Object.keys(entries).join(', ')}`;
}

/** The names of the members, and those of the objects in them. */
function listPaths(entries: JsonObject): string[] {
  return Object.entries(entries).flatMap(([name, schema]) => {
    return [name, ...listPaths(findEntries(schema)).map((path) => `${name}.${path}`)];
  });
}

/** The members of an object's schema, which may be wrapped as optional. */
function findEntries(schema: unknown): JsonObject {
  if (!isJsonObject(schema)) return {};
  const { entries, wrapped } = schema;
  return isJsonObject(entries) ? entries : findEntries(wrapped);
}

/** 0 for the same name, the same path without dots, or the beginning of the name without its unit. */
function measureDistance(name: string, path: string): number {
  const written = name.toLowerCase();
  const meant = [path.slice(path.lastIndexOf('.') + 1), path.replaceAll('.', '')];
  const distances = meant.map((candidate) => {
    const lower = candidate.toLowerCase();
    return lower.startsWith(written) && written.length > 3 ? 0 : countEdits(written, lower);
  });
  return Math.min(...distances);
}

/** The Levenshtein distance. */
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
