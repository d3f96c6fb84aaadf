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
  /** Whether calls are answered with an internal error. */
  isDown = false;
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
      if (this.isDown) {
        response.writeHead(500).end('{"__type":"InternalException"}');
        return;
      }
      const { Entries } = body as { readonly Entries: readonly PutEvent[] };
      this.#journal = [...this.#journal, ...Entries].slice(-LONGEST_JOURNAL);
      const taken = Entries.map(() => ({ EventId: randomUUID() }));
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ FailedEntryCount: 0, Entries: taken }));
    });
    answered.catch(() => response.destroy());
  };
}
