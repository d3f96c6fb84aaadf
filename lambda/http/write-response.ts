import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { RouterResponse } from './router-response';

/** Resolves when the response is out, or when nobody is there to take it. */
export async function writeResponse(
  responseStream: awslambda.HttpResponseStream,
  response: RouterResponse,
): Promise<void> {
  if (responseStream.destroyed) return;
  const metadata = { statusCode: response.status, headers: response.headers };
  const stream = awslambda.HttpResponseStream.from(responseStream, metadata);
  const done = waitUntilOver(stream);
  // The runtime sends the metadata at the first write and not at the end, so even an empty body is written.
  stream.write(response.body);
  stream.end();
  await done;
}

async function waitUntilOver(stream: Writable): Promise<void> {
  try {
    await Promise.race([once(stream, 'finish'), once(stream, 'close')]);
  } catch {
    // The client went away; the request's signal has told so already.
  }
}
