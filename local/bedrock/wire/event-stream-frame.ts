import { EventStreamCodec, type MessageHeaders } from '@smithy/core/event-streams';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import type { StreamEvent } from './completion';

/** Exceptions that the streams of the API model may carry, in the spelling of `:exception-type`. */
export const STREAM_EXCEPTIONS = [
  'internalServerException',
  'modelStreamErrorException',
  'modelTimeoutException',
  'serviceUnavailableException',
  'throttlingException',
  'validationException',
] as const;

export type StreamException = (typeof STREAM_EXCEPTIONS)[number];

const PADDING = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

/**
 * Encodes an event as a frame. Bedrock adds a member `p` of random length, so that the size of a frame does not reveal
 * the text. Clients ignore it.
 *
 * @param random between 0 and 1
 * @param others further headers, which come first
 */
export function frameEvent(
  { type, payload }: StreamEvent,
  random: number,
  others: MessageHeaders = {},
): Uint8Array {
  const padding = PADDING.slice(0, 1 + Math.floor(random * (PADDING.length - 1)));
  const texts = { ':event-type': type, ':message-type': 'event' };
  return frame(texts, { ...payload, p: padding }, others);
}

/** Encodes an error that ends a stream after the HTTP status 200. */
export function frameException(exception: StreamException, message: string): Uint8Array {
  return frame({ ':exception-type': exception, ':message-type': 'exception' }, { message });
}

/**
 * Encodes an error that the API model does not list. Its name and its message are headers.
 *
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function frameError(code: string, message: string): Uint8Array {
  return frame({ ':error-code': code, ':error-message': message, ':message-type': 'error' }, {});
}

function frame(
  texts: Record<string, string>,
  payload: JsonObject,
  others: MessageHeaders = {},
): Uint8Array {
  const headers: MessageHeaders = { ...others };
  for (const [name, value] of Object.entries({ ...texts, ':content-type': 'application/json' })) {
    headers[name] = { type: 'string', value };
  }
  return codec.encode({ headers, body: Buffer.from(JSON.stringify(payload)) });
}
