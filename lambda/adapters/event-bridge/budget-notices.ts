import { type EventBridgeClient, EventBridgeServiceException } from '@aws-sdk/client-eventbridge';
import { NoticeDelayedError } from '../../app/budgets/ledger-error';
import type { BudgetNotice, BudgetNotices } from '../../app/budgets/services';
import { BUDGET_EVENT_TYPE } from '../../contract';
import { EventRefusedError, putEvents } from './put-events';

/** Codes of throttling and of internal failures. */
const TEMPORARY = /^(?:Throttling|Internal)/;

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
      throw isDelayed(error) ? new NoticeDelayedError(error) : error;
    }
  }
}

/** Whether EventBridge answered that it cannot take the event now. Without an answer it may have taken it. */
function isDelayed(error: unknown): boolean {
  if (error instanceof EventRefusedError) return TEMPORARY.test(error.code);
  return error instanceof EventBridgeServiceException && TEMPORARY.test(error.name);
}
