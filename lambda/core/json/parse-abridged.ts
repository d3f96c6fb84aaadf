import { type JsonObject, parseJsonObject } from './json-object';
import type { JsonMember } from './json-scanner';
import { outlineJson } from './outline-json';

/** Up to this many characters, parsing everything takes less time than choosing. */
const SHORT_TEXT = 64 * 1024;

/**
 * Parses a JSON object without its long members, such as generated images: an array among them becomes an empty one, an
 * object too, and a text is left out. Undefined if the text is not a JSON object.
 */
export function parseAbridged(text: string): JsonObject | undefined {
  if (text.length <= SHORT_TEXT || !text.trimStart().startsWith('{')) return parseJsonObject(text);
  const outline = outlineJson(text);
  if (!outline.isJson) return undefined;
  return Object.fromEntries(outline.members.flatMap((member) => abridge(text, member)));
}

function abridge(text: string, { name, valueStart, end }: JsonMember): [string, unknown][] {
  if (end - valueStart <= SHORT_TEXT) return [[name, JSON.parse(text.slice(valueStart, end))]];
  switch (text[valueStart]) {
    case '[':
      return [[name, []]];
    case '{':
      return [[name, {}]];
    default:
      return [];
  }
}
