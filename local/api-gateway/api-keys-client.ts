import type { NewApiKey } from './api-keys';
import { API_KEYS_PATH } from './control-endpoint';
import type { UsagePlan } from './usage-plan';

/** The members of a new key. A missing ID or value is generated; a missing throttle or quota sets no limit. */
export interface ApiKeyRequest extends Partial<UsagePlan> {
  readonly id?: string;
  readonly value?: string;
  readonly enabled?: boolean;
}

/** Creates, disables and deletes the keys of a local router, as an operator does in API Gateway. */
export class ApiKeysClient {
  readonly #url: string;

  constructor(routerUrl: string) {
    this.#url = `${routerUrl}${API_KEYS_PATH}`;
  }

  async create(request: ApiKeyRequest = {}): Promise<NewApiKey> {
    return JSON.parse(await this.#send('POST', '', request));
  }

  async setEnabled(id: string, enabled: boolean): Promise<void> {
    await this.#send('PATCH', `/${id}`, { enabled });
  }

  async delete(id: string): Promise<void> {
    await this.#send('DELETE', `/${id}`);
  }

  async #send(method: string, path: string, body?: object): Promise<string> {
    const response = await fetch(this.#url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${API_KEYS_PATH}${path} failed: ${text}`);
    return text;
  }
}
