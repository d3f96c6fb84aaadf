import { RouterError } from '../../core/errors/router-error';
import type { StreamTap } from '../../core/wire/stream-tap';

/** Reads the messages of a stream from chunks of any length. It never throws, and stops at the first fault. */
export interface MessageReader {
  /** Why the bytes are not a stream of this format; undefined while they are one. */
  readonly fault: unknown;
  /** Whether the first message has been read. */
  readonly hasSeenFirst: boolean;
  push(chunk: Uint8Array): void;
  /** Reads what is left when no more bytes come. False if a message has begun and not ended. */
  end(): boolean;
}

/**
 * Waits for the first complete message of a stream, because the router can still recover from an exception in it. Then it
 * passes the stream on at the reader's pace, while the tap observes the messages. If the reader stops early, the call ends.
 *
 * @throws RouterError the signal's reason, or `stream-broken`; the returned stream throws the same
 */
export async function startTappedStream(
  source: AsyncIterable<Uint8Array>,
  tapped: Tapped,
): Promise<AsyncIterable<Uint8Array>> {
  const { reader } = tapped;
  const chunks = passOn(source, tapped);
  const beginning: Uint8Array[] = [];
  // After a fault, the next chunk throws. Nothing has been passed on yet, so another call may still help.
  while (!reader.hasSeenFirst || reader.fault !== undefined) {
    const next = await chunks.next();
    if (next.done === true) break;
    beginning.push(next.value);
  }
  return prepend(beginning, chunks);
}

export interface Tapped {
  /** Passes the messages to the tap. */
  readonly reader: MessageReader;
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
  if (!reader.end() || !tap.isComplete) throw broken();
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
