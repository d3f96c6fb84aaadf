import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { BudgetNotice, BudgetNotices } from '../../app/budgets/services';
import { BUDGET_EVENT_TYPE } from '../../contract';
import { putEvents } from './put-events';

/** Publishes notices as events on the account's default bus. */
export class EventBridgeBudgetNotices implements BudgetNotices {
  readonly #client: EventBridgeClient;

  constructor(client: EventBridgeClient) {
    this.#client = client;
  }

  async publish(notice: BudgetNotice): Promise<void> {
    await putEvents(this.#client, [{ type: BUDGET_EVENT_TYPE, detail: notice }]);
  }
}
