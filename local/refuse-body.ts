import type { IncomingMessage, ServerResponse } from 'node:http';

/** The limits for reading the rest of a refused body. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_MILLIS = 2_000;

export interface BodyRefusal {
  readonly errorType?: string;
  /** Written as JSON. */
  readonly body: object;
}

/**
 * Responds with 413 before the complete body is read, and closes the connection. Before it closes, it reads and discards
 * more of the body. Otherwise a client that is still sending would see a broken connection instead of the response.
 */
export async function refuseBody(
  request: IncomingMessage,
  response: ServerResponse,
  { errorType, body }: BodyRefusal,
): Promise<void> {
  const text = JSON.stringify(body);
  response.writeHead(413, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
    ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
  });
  // `end` would close the connection at once.
  response.write(text);
  await discardRest(request);
  response.end();
}

function discardRest(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    const timer = setTimeout(stop, MAX_MILLIS);
    function stop(): void {
      clearTimeout(timer);
      request.pause();
      resolve();
    }
    request.once('close', stop);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BYTES) stop();
    });
    request.resume();
  });
}
