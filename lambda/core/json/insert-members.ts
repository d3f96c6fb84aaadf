/**
 * Writes members at the beginning of an object within a JSON text; everything else stays as it stood.
 *
 * @param brace index of the object's `{`
 * @param members as they stand in an object, without its braces
 * @returns the text in pieces: whoever encodes it need not join them, which would copy a large text once more
 */
export function insertMembers(text: string, brace: number, members: string): readonly string[] {
  const inside = brace + 1;
  const rest = text.slice(inside);
  const separator = /^\s*\}/.test(rest) ? '' : ',';
  return [`${text.slice(0, inside)}${members}${separator}`, rest];
}
