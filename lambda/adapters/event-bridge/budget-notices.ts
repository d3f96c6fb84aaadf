import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { BudgetNotice, BudgetNotices } from '../../app/budgets/services';
import { BUDGET_EVENT_TYPE, EVENT_SOURCE } from '../../contract';

/** Publishes notices as events on the account's default bus. */
export class EventBridgeBudgetNotices implements BudgetNotices {
  readonly #client: EventBridgeClient;

  constructor(client: EventBridgeClient) {
    this.#client = client;
  }

  async publish(notice: BudgetNotice): Promise<void> {
    const entry = {
      Source: EVENT_SOURCE,
      DetailType: BUDGET_EVENT_TYPE,
      Detail: JSON.stringify(notice),
    };
    const { Entries = [] } = await this.#client.send(new PutEventsCommand({ Entries: [entry] }));
    // PutEvents answers 200 even if it accepted none of the events.
    const refused = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
    if (refused !== undefined) {
      throw new Error(`EventBridge refused the event: ${refused.ErrorCode}`);
    }
  }
}
