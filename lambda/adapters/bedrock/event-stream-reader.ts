import { crc32 } from 'node:zlib';
import type { StreamMessage } from '../../core/wire/streams/event-facts';
import { HeaderDecoder } from './header-decoder';
import { CHECKSUM_LENGTH, PassedOverMessage } from './passed-over-message';
import type { MessageReader } from './tapped-stream';

const PRELUDE_LENGTH = 12;
/** The limit of AWS's own libraries. */
const LONGEST_HEADERS = 128 * 1024;
/** The payload of a longer message is passed over, so that memory stays flat. */
const LONGEST_READ = 1024 * 1024;
const NOTHING = Buffer.alloc(0);
/** Smithy lets readers ignore all others. */
const MESSAGE_TYPES: readonly string[] = ['event', 'exception', 'error'];

/**
 * Reads the messages of an event stream. After a fault no later message can be trusted.
 *
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export class EventStreamReader implements MessageReader {
  readonly #onMessage: (message: StreamMessage) => void;
  readonly #headers = new HeaderDecoder();
  #gathered: Buffer = NOTHING;
  #passedOver: PassedOverMessage | undefined;
  #hasSeenFirst = false;
  #fault: unknown;

  constructor(onMessage: (message: StreamMessage) => void) {
    this.#onMessage = onMessage;
  }

  get fault(): unknown {
    return this.#fault;
  }

  /**
   * Whether the first event or error has been read, or its headers if its payload is passed over. Messages without such
   * headers say nothing.
   */
  get hasSeenFirst(): boolean {
    return this.#hasSeenFirst;
  }

  push(chunk: Uint8Array): void {
    if (this.#fault !== undefined) return;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    try {
      const rest = this.#readMessages(
        this.#gathered.length === 0 ? bytes : Buffer.concat([this.#gathered, bytes]),
      );
      // A copy, because the sender may use the chunk's memory again.
      this.#gathered = rest.length === 0 ? NOTHING : Buffer.from(rest);
    } catch (fault) {
      this.#fault = fault;
      this.#gathered = NOTHING;
      this.#passedOver = undefined;
    }
  }

  end(): boolean {
    return this.#passedOver === undefined && this.#gathered.length === 0;
  }

  /** Reads what is complete; returns the rest. */
  #readMessages(bytes: Buffer): Buffer {
    let rest = bytes;
    for (let length = this.#readNext(rest); length > 0; length = this.#readNext(rest)) {
      rest = rest.subarray(length);
    }
    return rest;
  }

  /** Returns how many bytes it has read; 0 if it needs more. */
  #readNext(bytes: Buffer): number {
    if (this.#passedOver !== undefined) return this.#passOver(this.#passedOver, bytes);
    if (bytes.length < PRELUDE_LENGTH) return 0;
    const { length, headersEnd } = readPrelude(bytes);
    if (length > LONGEST_READ) {
      if (bytes.length < headersEnd) return 0;
      this.#deliver(bytes.subarray(PRELUDE_LENGTH, headersEnd), undefined);
      this.#passedOver = new PassedOverMessage(length);
      return this.#passOver(this.#passedOver, bytes);
    }
    if (bytes.length < length) return 0;
    const payloadEnd = length - CHECKSUM_LENGTH;
    if (crc32(bytes.subarray(0, payloadEnd)) !== bytes.readUInt32BE(payloadEnd)) {
      throw new Error('the checksum of a message is wrong');
    }
    const payload = bytes.subarray(headersEnd, payloadEnd);
    this.#deliver(bytes.subarray(PRELUDE_LENGTH, headersEnd), payload);
    return length;
  }

  #passOver(message: PassedOverMessage, bytes: Buffer): number {
    const length = message.take(bytes);
    if (message.hasEnded) this.#passedOver = undefined;
    return length;
  }

  #deliver(headers: Buffer, payload: Buffer | undefined): void {
    const message = this.#headers.decode(headers);
    if (!MESSAGE_TYPES.includes(message.messageType)) return;
    const isFirst = !this.#hasSeenFirst;
    this.#hasSeenFirst = true;
    this.#onMessage({ ...message, payload, isFirst });
  }
}

/**
 * Reads the lengths of a message. They decide how many bytes are waited for, so their checksum comes first.
 *
 * @throws if they are impossible
 */
function readPrelude(bytes: Buffer): { readonly length: number; readonly headersEnd: number } {
  const length = bytes.readUInt32BE(0);
  const headersLength = bytes.readUInt32BE(4);
  const headersEnd = PRELUDE_LENGTH + headersLength;
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8)) {
    throw new Error('the checksum of a prelude is wrong');
  }
  if (headersLength > LONGEST_HEADERS || headersEnd + CHECKSUM_LENGTH > length) {
    throw new Error('the lengths in a prelude are impossible');
  }
  return { length, headersEnd };
}
