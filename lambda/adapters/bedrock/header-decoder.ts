import { HeaderMarshaller } from '@smithy/core/event-streams';
import type { MessageHeaders } from '@smithy/types';
import type { StreamMessage } from '../../core/wire/streams/event-facts';

/** What the headers of a message say. */
export type MessageName = Pick<StreamMessage, 'messageType' | 'name' | 'errorMessage'>;

const marshaller = new HeaderMarshaller(decodeUtf8, encodeUtf8);

/** Decodes the headers of a stream's messages. Most messages have the same headers as the one before. */
export class HeaderDecoder {
  #bytes = Buffer.alloc(0);
  #decoded = nameMessage({});

  /** @throws if a header is wrong */
  decode(bytes: Buffer): MessageName {
    if (bytes.equals(this.#bytes)) return this.#decoded;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#decoded = nameMessage(marshaller.parse(view));
    this.#bytes = Buffer.from(bytes);
    return this.#decoded;
  }
}

/** Headers of these names have the type string. A header of another type counts as absent. */
const NAME_HEADERS: ReadonlyMap<string, string> = new Map([
  ['event', ':event-type'],
  ['exception', ':exception-type'],
  ['error', ':error-code'],
]);

function nameMessage(headers: MessageHeaders): MessageName {
  const messageType = readText(headers, ':message-type') ?? '';
  return {
    messageType,
    name: readText(headers, NAME_HEADERS.get(messageType) ?? '') ?? '',
    errorMessage: readText(headers, ':error-message'),
  };
}

function readText(headers: MessageHeaders, name: string): string | undefined {
  const header = headers[name];
  return header?.type === 'string' ? header.value : undefined;
}

function decodeUtf8(bytes: Uint8Array | string): string {
  if (typeof bytes === 'string') return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function encodeUtf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}
