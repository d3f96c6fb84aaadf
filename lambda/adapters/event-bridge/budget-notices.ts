import { type EventBridgeClient, EventBridgeServiceException } from '@aws-sdk/client-eventbridge';
import { LedgerError } from '../../app/budgets/ledger-error';
import type { BudgetNotice, BudgetNotices } from '../../app/budgets/services';
import { BUDGET_EVENT_TYPE } from '../../contract';
import { EventRefusedError, putEvents } from './put-events';

/** Publishes notices as events on the account's default bus. */
export class EventBridgeBudgetNotices implements BudgetNotices {
  readonly #client: EventBridgeClient;

  /** @param client one that does not repeat a call whose answer was lost */
  constructor(client: EventBridgeClient) {
    this.#client = client;
  }

  async publish(notice: BudgetNotice): Promise<void> {
    try {
      await putEvents(this.#client, [{ type: BUDGET_EVENT_TYPE, detail: notice }]);
    } catch (error) {
      throw isRefusal(error) ? new LedgerError('throttled', error) : error;
    }
  }
}

/** Whether EventBridge answered that it did not take the event. */
function isRefusal(error: unknown): boolean {
  return error instanceof EventRefusedError || error instanceof EventBridgeServiceException;
}
