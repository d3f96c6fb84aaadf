import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { UsageMeter } from './usage-meter';
import type { UsagePlan } from './usage-plan';

/** A key without its value. */
export interface ApiKey {
  readonly id: string;
  readonly enabled: boolean;
  readonly usagePlan: UsagePlan;
}

export interface NewApiKey extends ApiKey {
  readonly value: string;
}

interface StoredKey {
  readonly key: ApiKey;
  readonly digest: Buffer;
  readonly meter: UsageMeter;
}

/**
 * Emulates the API keys of API Gateway. Each has its own usage plan. Values are stored as digests, and compared in
 * constant time.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-keys.html
 */
export class ApiKeys {
  readonly #stored = new Map<string, StoredKey>();
  readonly #clock: () => Date;

  constructor({ clock = () => new Date() }: { readonly clock?: () => Date } = {}) {
    this.#clock = clock;
  }

  list(): readonly ApiKey[] {
    return [...this.#stored.values()].map(({ key }) => key);
  }

  /** @throws Error if another key has the same ID or value, for which API Gateway throws a ConflictException */
  create({ value, ...key }: NewApiKey): void {
    if (this.#stored.has(key.id) || this.find(value) !== undefined) {
      throw new Error('API Key already exists');
    }
    const meter = new UsageMeter(key.usagePlan, this.#clock());
    this.#stored.set(key.id, { key, digest: digest(value), meter });
  }

  /** @returns whether the key exists */
  setEnabled(id: string, enabled: boolean): boolean {
    const stored = this.#stored.get(id);
    if (stored === undefined) return false;
    this.#stored.set(id, { ...stored, key: { ...stored.key, enabled } });
    return true;
  }

  /** @returns whether the key existed */
  delete(id: string): boolean {
    return this.#stored.delete(id);
  }

  find(value: string): ApiKey | undefined {
    const digestOfValue = digest(value);
    let found: ApiKey | undefined;
    for (const stored of this.#stored.values()) {
      if (timingSafeEqual(stored.digest, digestOfValue)) found = stored.key;
    }
    return found;
  }

  /** Counts a request against the key's usage plan. */
  admit({ id }: ApiKey): ReturnType<UsageMeter['admit']> {
    return this.#stored.get(id)?.meter.admit(this.#clock()) ?? 'throttled';
  }
}

/** Makes an ID of ten letters and digits, as API Gateway does. */
export function makeKeyId(): string {
  return randomBytes(5).toString('hex');
}

/** Makes a value of forty letters and digits. */
export function makeKeyValue(): string {
  return randomBytes(20).toString('hex');
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
