import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { PlannedFailures } from '../planned-failures';
import { respondToCall } from '../respond-to-call';

/** An entry of PutEvents. */
export interface PutEvent {
  readonly Source: string;
  readonly DetailType: string;
  /** JSON. */
  readonly Detail: string;
}

const TARGET = 'AWSEvents.PutEvents';
const MAX_JOURNAL_ENTRIES = 10_000;

const ERRORS = {
  throttle: { status: 400, body: '{"__type":"ThrottlingException","message":"Rate exceeded"}' },
  internal: { status: 500, body: '{"__type":"InternalException"}' },
} as const;

/**
 * Emulates PutEvents of EventBridge. It records the events, and has no rules.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export class EventBridgeEmulator {
  /** Whether PutEvents refuses each entry. As in EventBridge, the HTTP status is then still 200. */
  refusesEntries = false;

  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  #journal: readonly PutEvent[] = [];

  /** The last ten thousand events, oldest first. */
  get journal(): readonly PutEvent[] {
    return this.#journal;
  }

  /** Whether a request on a shared server is meant for this service. */
  accepts({ headers }: IncomingMessage): boolean {
    return headers['x-amz-target'] === TARGET;
  }

  readonly listener: RequestListener = (request, response) => {
    // Reading a request fails only if its client has disconnected.
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { Entries } = (await json(request)) as { readonly Entries: readonly PutEvent[] };
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    await respondToCall(response, {
      failure: this.failures.take('PutEvents'),
      errors: ERRORS,
      perform: () => ({ status: 200, body: JSON.stringify(this.#put(Entries)) }),
    });
  }

  #put(events: readonly PutEvent[]): object {
    if (this.refusesEntries) {
      const refused = events.map(() => ({ ErrorCode: 'ThrottlingException' }));
      return { FailedEntryCount: events.length, Entries: refused };
    }
    this.#journal = [...this.#journal, ...events].slice(-MAX_JOURNAL_ENTRIES);
    return { FailedEntryCount: 0, Entries: events.map(() => ({ EventId: randomUUID() })) };
  }
}
