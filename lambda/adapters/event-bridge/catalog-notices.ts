import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { CatalogNotice, CatalogNotices } from '../../app/catalog/ports';
import { PRICE_EVENT_TYPE, RETIREMENT_EVENT_TYPE } from '../../contract';
import { putEvents } from './put-events';

const TYPES = { 'price-changed': PRICE_EVENT_TYPE, retiring: RETIREMENT_EVENT_TYPE } as const;

/** Which of the account's routers an event is of. */
export interface RouterIdentity {
  readonly parameterPrefix: string;
  /** The Region that it calls, whose prices it has. */
  readonly region: string;
}

/** Publishes changes of the catalog as events on the account's default bus. */
export class EventBridgeCatalogNotices implements CatalogNotices {
  readonly #client: EventBridgeClient;
  readonly #router: RouterIdentity;

  constructor(client: EventBridgeClient, router: RouterIdentity) {
    this.#client = client;
    this.#router = router;
  }

  async publish(notices: readonly CatalogNotice[], signal: AbortSignal): Promise<void> {
    const events = notices.map(({ kind, notice }) => ({
      type: TYPES[kind],
      detail: { ...this.#router, ...notice },
    }));
    await putEvents(this.#client, events, signal);
  }
}
