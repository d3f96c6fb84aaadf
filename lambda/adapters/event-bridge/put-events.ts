import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE } from '../../contract';

export interface RouterEvent {
  readonly type: string;
  readonly detail: object;
}

/** EventBridge did not accept an event. */
export class EventRefusedError extends Error {
  override readonly name = 'EventRefusedError';

  constructor(readonly code: string) {
    super(`EventBridge refused the event: ${code}`);
  }
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MOST_ENTRIES = 10;

/**
 * Publishes events of the router on the account's default bus. An event that is refused does not stop the others.
 *
 * @throws Error if one of them was not accepted
 */
export async function putEvents(
  client: EventBridgeClient,
  events: readonly RouterEvent[],
  abortSignal?: AbortSignal,
): Promise<void> {
  const refusals: string[] = [];
  for (let start = 0; start < events.length; start += MOST_ENTRIES) {
    const batch = events.slice(start, start + MOST_ENTRIES).map(({ type, detail }) => ({
      Source: EVENT_SOURCE,
      DetailType: type,
      Detail: JSON.stringify(detail),
    }));
    const command = new PutEventsCommand({ Entries: batch });
    const { Entries = [] } = await client.send(command, abortSignal && { abortSignal });
    // PutEvents answers 200 even if it accepted none of the events.
    refusals.push(...Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []));
  }
  if (refusals[0] !== undefined) throw new EventRefusedError(refusals[0]);
}
