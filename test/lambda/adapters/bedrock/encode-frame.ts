import { EventStreamCodec, Int64, type MessageHeaders } from '@smithy/core/event-streams';

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

/** One message of an event stream, as the AWS SDK's own codec writes it. */
export function encodeFrame(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const typed = Object.entries(headers).map(
    ([name, value]) => [name, { type: 'string' as const, value }] as const,
  );
  return encodeTypedFrame(Object.fromEntries(typed), payload);
}

export function encodeTypedFrame(headers: MessageHeaders, payload: string): Buffer {
  return Buffer.from(codec.encode({ headers, body: Buffer.from(payload, 'utf8') }));
}

/** A header of each type that is not a string. */
export const OTHER_HEADERS: MessageHeaders = {
  yes: { type: 'boolean', value: true },
  no: { type: 'boolean', value: false },
  byte: { type: 'byte', value: -7 },
  short: { type: 'short', value: -700 },
  integer: { type: 'integer', value: 70_000 },
  long: { type: 'long', value: Int64.fromNumber(7_000_000_000) },
  binary: { type: 'binary', value: Buffer.from(':message-type') },
  nothing: { type: 'binary', value: new Uint8Array() },
  timestamp: { type: 'timestamp', value: new Date('2026-11-28T12:00:00Z') },
  uuid: { type: 'uuid', value: '123e4567-e89b-42d3-a456-426614174000' },
};

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
