import { clientGone } from '../app/deadline';
import type { RouterResponse } from './router-response';

const NOTHING = new Uint8Array();
const UNLIMITED = new AbortController().signal;

/**
 * Writes a response while its body arrives, at the client's pace. Resolves when it has been sent, or at once if the client
 * has already left.
 *
 * @param signal ends the wait for a client that has stopped reading; its reason is a RouterError
 * @throws RouterError if the body ends too early, the client leaves or the signal is aborted meanwhile; then the response
 * has no end
 */
export async function writeResponse(
  responseStream: awslambda.HttpResponseStream,
  { status: statusCode, headers, body }: RouterResponse,
  signal: AbortSignal = UNLIMITED,
): Promise<void> {
  if (responseStream.destroyed) return;
  // The answer that reports the end of the time is written after it.
  const limit = signal.aborted ? UNLIMITED : signal;
  const stream = awslambda.HttpResponseStream.from(responseStream, { statusCode, headers });
  let isEmpty = true;
  for await (const chunk of body) {
    if (stream.destroyed) throw clientGone();
    isEmpty = false;
    if (!stream.write(chunk)) await until(stream, 'drain', limit);
  }
  // The runtime sends the metadata at the first write and not at the end, so an empty body is written, too.
  if (isEmpty) stream.write(NOTHING);
  stream.end();
  await until(stream, 'finish', limit);
}

/** @throws RouterError the limit's reason, or `client-gone` if the stream closes without the event */
function until(
  stream: awslambda.HttpResponseStream,
  event: 'drain' | 'finish',
  limit: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (limit.aborted) return reject(limit.reason);
    if (stream.destroyed) return reject(clientGone());
    const settle = (settleWith: () => void) => () => {
      stream.off(event, occurred).off('close', closed).off('error', closed);
      limit.removeEventListener('abort', ended);
      settleWith();
    };
    const occurred = settle(resolve);
    const closed = settle(() => reject(clientGone()));
    const ended = settle(() => reject(limit.reason));
    stream.once(event, occurred).once('close', closed).once('error', closed);
    limit.addEventListener('abort', ended);
  });
}
