import { onTestFinished } from 'vitest';
import { createHttpFront } from '../../../local/api-gateway/http-front';
import { HttpResponseStream } from '../../../local/lambda/function-response-stream';
import type { StreamingHandler } from '../../../local/lambda/node-runtime';
import { serveOnLoopback } from '../../../local/loopback-server';

/** A front on a free port for one test, with a function of the test's own behind it. */
export async function startFront(handler: StreamingHandler): Promise<string> {
  const server = await serveOnLoopback(createHttpFront(handler, 60_000));
  onTestFinished(() => server.close());
  return server.url;
}

/** A function that answers 200 with the given pieces. */
export function answerWith(...pieces: readonly (string | Uint8Array)[]): StreamingHandler {
  return async (_event, responseStream) => {
    const stream = HttpResponseStream.from(responseStream, { statusCode: 200, headers: {} });
    for (const piece of pieces) stream.write(piece);
    stream.end();
  };
}
