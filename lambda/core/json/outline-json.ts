import { type JsonFault, type JsonMember, JsonRefusal, JsonScanner } from './json-scanner';

export type JsonOutline =
  /** The outermost object's members; none if the text is another value. */
  | { readonly isJson: true; readonly members: readonly JsonMember[] }
  /** The index at which the text stops being JSON, or goes beyond a limit. */
  | { readonly isJson: false; readonly position: number; readonly fault: JsonFault };

/**
 * Finds the members of a JSON text's outermost objects, or where the text stops being JSON.
 *
 * `JSON.parse` reports neither, and a body must be edited in place: to parse it and write it again would change the
 * caller's numbers, escapes and white space.
 */
export function outlineJson(text: string): JsonOutline {
  return outline(() => new JsonScanner(text).readText());
}

/**
 * Finds the members of the last item of an array, if it is an object that an outline can hold. The array begins at an index
 * of a JSON text.
 */
export function outlineLastItem(text: string, start: number): readonly JsonMember[] {
  const last = outline(() => new JsonScanner(text, start).readLastItem());
  return last.isJson ? last.members : [];
}

function outline(read: () => readonly JsonMember[]): JsonOutline {
  try {
    return { isJson: true, members: read() };
  } catch (error) {
    if (!(error instanceof JsonRefusal)) throw error;
    const { position, fault } = error;
    return { isJson: false, position, fault };
  }
}

/**
 * Whether an object of the outline has two members with one name. Readers differ in which of the two they take. A text
 * without an outline counts as one that repeats a name.
 */
export function hasRepeatedName(outline: JsonOutline): boolean {
  return !outline.isJson || repeatsName(outline.members);
}

function repeatsName(members: readonly JsonMember[]): boolean {
  if (new Set(members.map(({ name }) => name)).size < members.length) return true;
  return members.some((member) => member.members !== undefined && repeatsName(member.members));
}
