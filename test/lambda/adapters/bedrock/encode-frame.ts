import { EventStreamCodec } from '@smithy/core/event-streams';

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

/** One message of an event stream, as the AWS SDK's own codec writes it. */
export function encodeFrame(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const typed = Object.entries(headers).map(
    ([name, value]) => [name, { type: 'string' as const, value }] as const,
  );
  const body = Buffer.from(payload, 'utf8');
  return Buffer.from(codec.encode({ headers: Object.fromEntries(typed), body }));
}

export function encodeEvent(name: string, payload: object): Buffer {
  const headers = {
    ':event-type': name,
    ':content-type': 'application/json',
    ':message-type': 'event',
  };
  return encodeFrame(headers, JSON.stringify(payload));
}

export function encodeException(name: string): Buffer {
  const headers = { ':exception-type': name, ':message-type': 'exception' };
  return encodeFrame(headers, '{"message":"no"}');
}
