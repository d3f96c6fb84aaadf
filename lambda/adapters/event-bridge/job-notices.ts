import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { JobEvent } from '../../app/jobs/compose-event';
import type { JobNotices } from '../../app/jobs/services';
import { putEvents } from './put-events';

/** Publishes the ends of jobs as events on the account's default bus. */
export class EventBridgeJobNotices implements JobNotices {
  readonly #client: EventBridgeClient;

  constructor(client: EventBridgeClient) {
    this.#client = client;
  }

  async publish(event: JobEvent): Promise<void> {
    await putEvents(this.#client, [event]);
  }
}
