import { onTestFinished } from 'vitest';
import { createRestApi } from '../../../local/api-gateway/rest-api';
import { HttpResponseStream } from '../../../local/lambda/http-response-stream';
import type { StreamingHandler } from '../../../local/lambda/node-runtime';
import { serveOnLoopback } from '../../../local/loopback-server';

/** A REST API on a free port for one test, with the test's function behind it. */
export async function startRestApi(handler: StreamingHandler): Promise<string> {
  const server = await serveOnLoopback(createRestApi(handler, 60_000));
  onTestFinished(() => server.close());
  return server.url;
}

/** A function that responds with status 200 and the given pieces. */
export function answerWith(...pieces: readonly (string | Uint8Array)[]): StreamingHandler {
  return async (_event, responseStream) => {
    const stream = HttpResponseStream.from(responseStream, { statusCode: 200, headers: {} });
    for (const piece of pieces) stream.write(piece);
    stream.end();
  };
}
