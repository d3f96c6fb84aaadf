import { once } from 'node:events';
import { clientGone } from './request-budget';
import type { RouterResponse } from './router-response';

const NOTHING = new Uint8Array();

/**
 * Writes a response as its body comes, at the client's pace. Resolves when it is out, or where nobody was there to take
 * it from the start.
 *
 * @throws RouterError where the body ends too early or the client leaves; what was written stays without its end then
 */
export async function writeResponse(
  responseStream: awslambda.HttpResponseStream,
  { status: statusCode, headers, body }: RouterResponse,
): Promise<void> {
  if (responseStream.destroyed) return;
  const stream = awslambda.HttpResponseStream.from(responseStream, { statusCode, headers });
  let isEmpty = true;
  for await (const chunk of body) {
    if (stream.destroyed) throw clientGone();
    isEmpty = false;
    if (!stream.write(chunk)) await until(stream, 'drain');
  }
  // The runtime sends the metadata at the first write and not at the end, so even an empty body is written.
  if (isEmpty) stream.write(NOTHING);
  stream.end();
  await until(stream, 'finish');
}

/** @throws RouterError `client-gone` where the stream closes without the event */
async function until(
  stream: awslambda.HttpResponseStream,
  event: 'drain' | 'finish',
): Promise<void> {
  if (stream.destroyed) throw clientGone();
  const settled = new AbortController();
  const { signal } = settled;
  const closed = once(stream, 'close', { signal }).then(() => Promise.reject(clientGone()));
  try {
    await Promise.race([once(stream, event, { signal }), closed]);
  } catch {
    // An error of the stream closes it, too.
    throw clientGone();
  } finally {
    settled.abort();
  }
}
