import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { CatalogNotice, CatalogNotices } from '../../app/catalog/ports';
import { PRICE_EVENT_TYPE, RETIREMENT_EVENT_TYPE } from '../../contract';
import { putEvents } from './put-events';

const TYPES = { 'price-changed': PRICE_EVENT_TYPE, retiring: RETIREMENT_EVENT_TYPE } as const;

/** Publishes changes of the catalog as events on the account's default bus. */
export class EventBridgeCatalogNotices implements CatalogNotices {
  readonly #client: EventBridgeClient;
  readonly #parameterPrefix: string;

  /** @param parameterPrefix which of the account's routers it is */
  constructor(client: EventBridgeClient, parameterPrefix: string) {
    this.#client = client;
    this.#parameterPrefix = parameterPrefix;
  }

  async publish(notices: readonly CatalogNotice[], signal: AbortSignal): Promise<void> {
    const events = notices.map(({ kind, notice }) => ({
      type: TYPES[kind],
      detail: { parameterPrefix: this.#parameterPrefix, ...notice },
    }));
    await putEvents(this.#client, events, signal);
  }
}
