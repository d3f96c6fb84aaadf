import type { IncomingMessage } from 'node:http';

/** Reads the body of a request. Returns undefined as soon as it exceeds `maxBytes`, and leaves the rest unread. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Otherwise the connection would be destroyed before the response.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
