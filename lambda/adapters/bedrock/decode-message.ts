import { EventStreamCodec, HeaderMarshaller } from '@smithy/core/event-streams';
import type { MessageHeaders } from '@smithy/types';
import type { StreamMessage } from '../../core/wire/streams/event-facts';

type DecodedMessage = Omit<StreamMessage, 'isFirst'>;

const codec = new EventStreamCodec(decodeUtf8, encodeUtf8);
const marshaller = new HeaderMarshaller(decodeUtf8, encodeUtf8);

/**
 * Decodes one whole message.
 *
 * @throws if a checksum or a header is wrong
 */
export function decodeMessage(bytes: Buffer): DecodedMessage {
  const { headers, body } = codec.decode(bytes);
  return { ...nameMessage(headers), payload: viewBytes(body) };
}

/**
 * Decodes the headers of a message whose payload is not read.
 *
 * @throws if a header is wrong
 */
export function decodeHeaders(bytes: Buffer): DecodedMessage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { ...nameMessage(marshaller.parse(view)), payload: undefined };
}

/** Headers of these names have the type string. A header of another type counts as absent. */
const NAME_HEADERS: ReadonlyMap<string, string> = new Map([
  ['event', ':event-type'],
  ['exception', ':exception-type'],
  ['error', ':error-code'],
]);

function nameMessage(headers: MessageHeaders): Omit<DecodedMessage, 'payload'> {
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
  return typeof bytes === 'string' ? bytes : viewBytes(bytes).toString('utf8');
}

function encodeUtf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

function viewBytes(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
