import { once } from 'node:events';
import type { RouterResponse } from './router-response';

const NOTHING = new Uint8Array();

/**
 * Writes a response as its body comes, at the client's pace. Resolves when it is out, or when nobody takes it any more.
 *
 * @throws RouterError where the body ends too early; what was written stays without its end then
 */
export async function writeResponse(
  responseStream: awslambda.HttpResponseStream,
  { status: statusCode, headers, body }: RouterResponse,
): Promise<void> {
  if (responseStream.destroyed) return;
  const stream = awslambda.HttpResponseStream.from(responseStream, { statusCode, headers });
  let isEmpty = true;
  for await (const chunk of body) {
    isEmpty = false;
    if (!stream.write(chunk)) await untilWritable(stream);
    if (stream.destroyed) return;
  }
  // The runtime sends the metadata at the first write and not at the end, so even an empty body is written.
  if (isEmpty) stream.write(NOTHING);
  stream.end();
  await untilFinished(stream);
}

function untilWritable(stream: awslambda.HttpResponseStream): Promise<void> {
  return firstOf(stream, 'drain');
}

function untilFinished(stream: awslambda.HttpResponseStream): Promise<void> {
  return firstOf(stream, 'finish');
}

/** A stream that closes without the event has lost its client; the request's signal has told so already. */
async function firstOf(stream: awslambda.HttpResponseStream, event: string): Promise<void> {
  if (stream.destroyed) return;
  const settled = new AbortController();
  const { signal } = settled;
  try {
    await Promise.race([once(stream, event, { signal }), once(stream, 'close', { signal })]);
  } catch {
    // An error of the stream closes it.
  } finally {
    settled.abort();
  }
}
