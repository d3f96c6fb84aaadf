import { crc32 } from 'node:zlib';
import type { StreamMessage } from '../../core/wire/stream-tap';

type MessageHeaders = Pick<StreamMessage, 'messageType' | 'name'>;

const PRELUDE_LENGTH = 12;
const CHECKSUM_LENGTH = 4;
/** Longer messages are skipped so that memory stays flat. Nothing that the router reads is that long. */
const LONGEST_READ = 1024 * 1024;
const STRING_TYPE = 7;

/**
 * Reads the messages of an event stream from chunks of any length.
 *
 * It never throws. It stops reading at an invalid prelude, because the next message cannot be found then.
 *
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export class EventStreamReader {
  readonly #onMessage: (message: StreamMessage) => void;
  #gathered: Buffer = Buffer.alloc(0);
  /** Bytes still to skip of a message that is too long. */
  #toSkip = 0;
  #isReadable = true;
  #hasSeenFirst = false;
  /** The headers of the previous message, because most messages of a stream have the same ones. */
  #headerBytes: Buffer = Buffer.alloc(0);
  #headers = readHeaders(this.#headerBytes);

  constructor(onMessage: (message: StreamMessage) => void) {
    this.#onMessage = onMessage;
  }

  /** False once the bytes are not an event stream. */
  get isReadable(): boolean {
    return this.#isReadable;
  }

  /** Whether the first message was read, or cannot be read. */
  get hasSeenFirst(): boolean {
    return this.#hasSeenFirst || !this.#isReadable;
  }

  /** Whether a message has begun and not ended. */
  get isInsideMessage(): boolean {
    return this.#isReadable && (this.#toSkip > 0 || this.#gathered.length > 0);
  }

  push(chunk: Uint8Array): void {
    if (!this.#isReadable) return;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const skipped = Math.min(this.#toSkip, bytes.length);
    this.#toSkip -= skipped;
    const fresh = bytes.subarray(skipped);
    const gathered = this.#gathered.length === 0 ? fresh : Buffer.concat([this.#gathered, fresh]);
    const rest = this.#readMessages(gathered);
    // A copy, because the sender may use the chunk's memory again.
    this.#gathered = rest.length === 0 ? rest : Buffer.from(rest);
  }

  /** Reads all complete messages; returns the rest. */
  #readMessages(gathered: Buffer): Buffer {
    let rest = gathered;
    while (rest.length >= PRELUDE_LENGTH) {
      const length = rest.readUInt32BE(0);
      if (!isPrelude(rest, length)) {
        this.#isReadable = false;
        return Buffer.alloc(0);
      }
      if (length > LONGEST_READ) {
        this.#toSkip = Math.max(0, length - rest.length);
      } else if (rest.length < length) {
        return rest;
      } else {
        this.#readMessage(rest.subarray(0, length));
      }
      this.#hasSeenFirst = true;
      rest = rest.subarray(length);
    }
    return rest;
  }

  #readMessage(message: Buffer): void {
    const headersEnd = PRELUDE_LENGTH + message.readUInt32BE(4);
    this.#onMessage({
      ...this.#readHeaders(message.subarray(PRELUDE_LENGTH, headersEnd)),
      payload: message.subarray(headersEnd, message.length - CHECKSUM_LENGTH),
      isFirst: !this.#hasSeenFirst,
    });
  }

  #readHeaders(bytes: Buffer): MessageHeaders {
    if (!bytes.equals(this.#headerBytes)) {
      this.#headerBytes = Buffer.from(bytes);
      this.#headers = readHeaders(bytes);
    }
    return this.#headers;
  }
}

function isPrelude(bytes: Buffer, length: number): boolean {
  const headersLength = bytes.readUInt32BE(4);
  return (
    headersLength + PRELUDE_LENGTH + CHECKSUM_LENGTH <= length &&
    crc32(bytes.subarray(0, 8)) === bytes.readUInt32BE(8)
  );
}

function readHeaders(bytes: Buffer): MessageHeaders {
  const headers = readStringHeaders(bytes);
  return {
    messageType: headers.get(':message-type') ?? '',
    name: headers.get(':event-type') ?? headers.get(':exception-type') ?? '',
  };
}

/** Reads headers up to the first that is not a string. All of Bedrock's are strings. */
function readStringHeaders(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let position = 0;
  while (position < bytes.length) {
    const nameEnd = position + 1 + (bytes[position] ?? 0);
    if (bytes[nameEnd] !== STRING_TYPE || nameEnd + 3 > bytes.length) break;
    const valueStart = nameEnd + 3;
    const valueEnd = valueStart + bytes.readUInt16BE(nameEnd + 1);
    const name = bytes.toString('utf8', position + 1, nameEnd);
    headers.set(name, bytes.toString('utf8', valueStart, valueEnd));
    position = valueEnd;
  }
  return headers;
}
