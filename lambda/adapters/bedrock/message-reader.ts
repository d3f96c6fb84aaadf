import type { Headers } from '../../core/wire/forwarded-headers';
import type { StreamMessage } from '../../core/wire/streams/event-facts';
import { EventStreamReader } from './event-stream-reader';
import { ServerSentEventsReader } from './server-sent-events-reader';
import type { MessageReader } from './tapped-stream';

const SERVER_SENT_EVENTS = /^text\/event-stream\b/i;

/** Chooses the format by what the reply says of itself. AWS's own format has checksums, so that any other is a fault. */
export function openMessageReader(
  headers: Headers,
  onMessage: (message: StreamMessage) => void,
): MessageReader {
  const isText = SERVER_SENT_EVENTS.test(headers['content-type'] ?? '');
  return isText ? new ServerSentEventsReader(onMessage) : new EventStreamReader(onMessage);
}
