import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';

/** An event as PutEvents takes it. */
export interface PutEvent {
  readonly Source: string;
  readonly DetailType: string;
  /** JSON. */
  readonly Detail: string;
}

const TARGET = 'AWSEvents.PutEvents';
const LONGEST_JOURNAL = 1000;

/**
 * EventBridge for a laptop: takes events and keeps them; there are no rules.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export class EventBridgeStandIn {
  /** What becomes of events: refused ones are answered with 200 all the same, as EventBridge does. */
  fate: 'taken' | 'refused' | 'down' = 'taken';
  #journal: readonly PutEvent[] = [];

  /** The last thousand events, oldest first. */
  get journal(): readonly PutEvent[] {
    return this.#journal;
  }

  /** Whether a request on a shared server is meant for this service. */
  accepts({ headers }: IncomingMessage): boolean {
    return headers['x-amz-target'] === TARGET;
  }

  readonly listener: RequestListener = (request, response) => {
    const answered = json(request).then((body) => {
      const { Entries } = body as { readonly Entries: readonly PutEvent[] };
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      if (this.fate === 'down') response.writeHead(500).end('{"__type":"InternalException"}');
      else response.end(JSON.stringify(this.#put(Entries)));
    });
    answered.catch(() => response.destroy());
  };

  #put(events: readonly PutEvent[]): object {
    if (this.fate === 'refused') {
      const refused = events.map(() => ({ ErrorCode: 'ThrottlingException' }));
      return { FailedEntryCount: events.length, Entries: refused };
    }
    this.#journal = [...this.#journal, ...events].slice(-LONGEST_JOURNAL);
    return { FailedEntryCount: 0, Entries: events.map(() => ({ EventId: randomUUID() })) };
  }
}
