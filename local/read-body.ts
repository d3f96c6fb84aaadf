import type { IncomingMessage } from 'node:http';

/** Reads the body of a request. If it exceeds `maxBytes`, returns undefined and leaves the rest unread. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // With the default, an early return would destroy the connection before the response is sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
