/**
 * A part of a prompt: what stands between tags whose name fits, else what follows a heading line that fits, to the
 * end. Prompts speak of their tags before they use them, so it is the last opening before the last closing that counts.
 */
export function readSection(text: string, tagName: RegExp, heading?: RegExp): string | undefined {
  const tagged = [...text.matchAll(/<\/([\w-]+)>/g)]
    .filter(([, name = '']) => tagName.test(name))
    .map(({ 1: name, index }) => ({ opening: `<${name}>`, end: index }))
    .map(({ opening, end }) => ({ opening, end, start: text.lastIndexOf(opening, end) }))
    .filter(({ start }) => start >= 0)
    .map(({ opening, start, end }) => text.slice(start + opening.length, end));
  if (tagged.length > 0) return tagged.sort((one, other) => other.length - one.length)[0];
  const found = heading?.exec(text);
  return found ? text.slice(found.index + found[0].length) : undefined;
}
