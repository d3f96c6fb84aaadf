import { scanJson } from './json-scanner';

/**
 * Whether an object has two members with one name, or a text is nested too deeply to tell: readers differ in which of the
 * two they take. Looks into objects within objects, not into arrays.
 *
 * @param depth how many objects deep to look beneath the outermost
 */
export function hasRepeatedName(text: string, depth: number): boolean {
  const scan = scanJson(text);
  if (!scan.valid) return true;
  const { members } = scan;
  if (new Set(members.map(({ name }) => name)).size < members.length) return true;
  const objects = members.filter(({ valueStart }) => text[valueStart] === '{');
  return (
    depth > 0 &&
    objects.some(({ valueStart, end }) => hasRepeatedName(text.slice(valueStart, end), depth - 1))
  );
}
