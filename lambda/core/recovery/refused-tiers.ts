import type { ServiceTier } from '../ids/service-tier';

const REMEMBERED_MILLIS = 15 * 60 * 1000;
const MOST_REMEMBERED = 500;

/** Which tiers a model refused lately, so that not every call asks in vain. The time comes from outside. */
export class RefusedTiers {
  readonly #refusedAt = new Map<string, number>();

  remember(baseModelId: string, tier: ServiceTier, nowMillis: number): void {
    const key = composeKey(baseModelId, tier);
    this.#refusedAt.delete(key);
    this.#refusedAt.set(key, nowMillis);
    const [oldest] = this.#refusedAt.keys();
    if (this.#refusedAt.size > MOST_REMEMBERED && oldest !== undefined) {
      this.#refusedAt.delete(oldest);
    }
  }

  isRefused(baseModelId: string, tier: ServiceTier, nowMillis: number): boolean {
    const refusedAt = this.#refusedAt.get(composeKey(baseModelId, tier));
    return refusedAt !== undefined && nowMillis - refusedAt < REMEMBERED_MILLIS;
  }
}

function composeKey(baseModelId: string, tier: ServiceTier): string {
  return `${baseModelId} ${tier}`;
}
