import type { JsonMember, JsonOutline } from './outline-json';

/**
 * Whether an object of the outline has two members with one name: readers differ in which of the two they take. A text
 * that has no outline counts as one that has.
 */
export function hasRepeatedName(outline: JsonOutline): boolean {
  return !outline.isJson || repeatsName(outline.members);
}

function repeatsName(members: readonly JsonMember[]): boolean {
  if (new Set(members.map(({ name }) => name)).size < members.length) return true;
  return members.some((member) => member.members !== undefined && repeatsName(member.members));
}
