import { RouterError } from '../../core/errors/router-error';
import type { StreamTap } from '../../core/wire/stream-tap';
import { EventStreamReader } from './event-stream-reader';

/**
 * Waits for the first complete message of a stream, because the router can still recover from an exception in it. Then it
 * passes the stream on at the reader's pace, while the tap observes the messages. If the reader stops early, the call ends.
 *
 * @throws RouterError the signal's reason, or `stream-broken`; the returned stream throws the same
 */
export async function startTappedStream(
  source: AsyncIterable<Uint8Array>,
  tap: StreamTap,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const reader = new EventStreamReader((message) => tap.observe(message));
  const chunks = passOn(source, { reader, tap, signal });
  const beginning: Uint8Array[] = [];
  // After a fault, the next chunk throws. Nothing has been passed on yet, so another call may still help.
  while (!reader.hasSeenFirst || reader.fault !== undefined) {
    const next = await chunks.next();
    if (next.done === true) break;
    beginning.push(next.value);
  }
  return prepend(beginning, chunks);
}

interface Tapped {
  readonly reader: EventStreamReader;
  readonly tap: StreamTap;
  readonly signal: AbortSignal;
}

/** A chunk with a fault is passed on as it is, and nothing after it. */
async function* passOn(
  source: AsyncIterable<Uint8Array>,
  { reader, tap, signal }: Tapped,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) {
      reader.push(chunk);
      yield chunk;
      if (reader.fault !== undefined) throw reader.fault;
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw broken(cause);
  }
  if (reader.isInsideMessage || !tap.isComplete) throw broken();
}

/** Not a generator, which would make three more promises for each chunk. */
function prepend(
  beginning: Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  const next = (): Promise<IteratorResult<Uint8Array>> => {
    const value = beginning.shift();
    return value === undefined ? rest.next() : Promise.resolve({ value });
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: () => rest.return(undefined) }) };
}

function broken(cause?: unknown): RouterError {
  return new RouterError('stream-broken', 'Amazon Bedrock closed the stream before its end', {
    cause,
  });
}
