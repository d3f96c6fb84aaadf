/** The offset basis and the prime of FNV-1a with 32 bits. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Maps a text to a number from 0 up to 1. Equal texts have equal numbers, in every environment and version, and those of
 * different texts are evenly distributed.
 *
 * It is FNV-1a, whose bits MurmurHash3's last step mixes: texts that differ only at the end would be neighbours.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc9923
 */
export function mapToUnit(text: string): number {
  let hash = BASIS;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
