import type { TierMappingSource } from '../../lambda/app/ports';
import { parseRoute } from '../../lambda/core/routing/route';
import type { TierMapping } from '../../lambda/core/routing/tier-mapping';

/** A tier mapping that nothing changes. */
export class FixedTierMapping implements TierMappingSource {
  readonly #mapping: TierMapping;

  /** @param routes operation → route text */
  constructor(routes: Readonly<Record<string, string>>, version = '1') {
    this.#mapping = composeMapping(routes, version);
  }

  async current(): Promise<TierMapping> {
    return this.#mapping;
  }

  async settled(): Promise<void> {}
}

export function composeMapping(
  routes: Readonly<Record<string, string>>,
  version: string,
): TierMapping {
  const entries = Object.entries(routes).map(
    ([operation, value]) => [operation, { route: parseRoute(value), version }] as const,
  );
  return new Map(entries);
}
