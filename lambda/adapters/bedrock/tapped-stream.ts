import { RouterError } from '../../core/errors/router-error';
import type { StreamTap } from './stream-tap';

/**
 * Waits for the first whole message of a stream, because an exception there can still be recovered from, then passes
 * the stream on as it comes while the tap listens. The reader's pace is the sender's; a reader that stops early ends
 * the call.
 *
 * @throws RouterError the signal's reason, or `stream-broken`, also from the stream that it returns
 */
export async function startTappedStream(
  source: AsyncIterable<Uint8Array>,
  tap: StreamTap,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const chunks = passOn(source, tap, signal);
  const beginning: Uint8Array[] = [];
  while (!tap.hasOpened) {
    const next = await chunks.next();
    if (next.done === true) break;
    beginning.push(next.value);
  }
  return prepend(beginning, chunks);
}

async function* passOn(
  source: AsyncIterable<Uint8Array>,
  tap: StreamTap,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) {
      tap.push(chunk);
      yield chunk;
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw broken(cause);
  }
  if (tap.isCutOff()) throw broken();
}

async function* prepend(
  beginning: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* beginning;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function broken(cause?: unknown): RouterError {
  return new RouterError('stream-broken', 'Amazon Bedrock ended the stream before its end', {
    cause,
  });
}
