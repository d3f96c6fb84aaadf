/** Encodes a text in pieces as UTF-8. Joining the pieces first would copy a large text once more. */
export function encodeText(pieces: readonly string[]): Buffer {
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const bytes = Buffer.allocUnsafe(length);
  let end = 0;
  for (const piece of pieces) end += bytes.write(piece, end);
  return bytes;
}
