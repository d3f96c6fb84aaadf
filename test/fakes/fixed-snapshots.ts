import type { SnapshotSource } from '../../lambda/app/ports';
import { formatTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import { parseRoute, type Route } from '../../lambda/core/routing/route';
import type { TierMapping } from '../../lambda/core/routing/tier-mapping';
import { composeFirstSnapshot, type Snapshot } from '../../lambda/core/settings/snapshot';
import { US_EAST_PRICES } from '../lambda/core/catalog/compose-catalog';

const NOTHING_BUT_PRICES: Snapshot = {
  ...composeFirstSnapshot(new Map(), { region: undefined }),
  prices: US_EAST_PRICES,
};

/** A snapshot that nothing changes. */
export class FixedSnapshots implements SnapshotSource {
  readonly #snapshot: Snapshot;

  constructor(parts: Partial<Snapshot>) {
    const { layers } = NOTHING_BUT_PRICES;
    const deploy = parts.mapping ?? NOTHING_BUT_PRICES.mapping;
    const operations = { ...layers.operations, deploy };
    this.#snapshot = { ...NOTHING_BUT_PRICES, layers: { ...layers, operations }, ...parts };
  }

  async current(): Promise<Snapshot> {
    return this.#snapshot;
  }

  async settled(): Promise<void> {}
}

/** @param routes operation → route text */
export function composeMapping(
  routes: Readonly<Record<string, string>>,
  version = '1',
): TierMapping {
  const entries = Object.entries(routes).map(
    ([operation, value]) => [operation, { route: parseRoute(value), version }] as const,
  );
  return new Map(entries);
}

/** A mapping as a test writes it: operation → route text and version. */
export function listRoutes(mapping: TierMapping): Record<string, string> {
  const entries = [...mapping].map(
    ([operation, { route, version }]) => [operation, `${formatRoute(route)} @${version}`] as const,
  );
  return Object.fromEntries(entries);
}

/** Writes a route so that `parseRoute` reads it back. */
export function formatRoute(route: Route): string {
  return route.map(formatTieredModelId).join(',');
}
