import type { IncomingMessage, ServerResponse } from 'node:http';

/** So much more is read of what a client still sends, and so long. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_MILLIS = 2_000;

export interface BodyRefusal {
  readonly errorType?: string;
  /** Written as JSON. */
  readonly body: object;
}

/**
 * Answers 413 at once to a request whose body is too large to be read to its end, and soon closes the connection. Before
 * that it reads on for a while: a client that still sends would find the connection cut, and not look for an answer.
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
  // The end of the answer would be the end of the connection.
  response.write(text);
  await dropRest(request);
  response.end();
}

function dropRest(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    const timer = setTimeout(stop, MOST_MILLIS);
    function stop(): void {
      clearTimeout(timer);
      request.pause();
      resolve();
    }
    request.once('close', stop);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) stop();
    });
  });
}
