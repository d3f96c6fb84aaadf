import { formatRoute } from '../../lambda/core/routing/route';
import type { TierMapping } from '../../lambda/core/routing/tier-mapping';

/** A mapping as a test writes it: operation → route text and version. */
export function listRoutes(mapping: TierMapping): Record<string, string> {
  const entries = [...mapping].map(
    ([operation, { route, version }]) => [operation, `${formatRoute(route)} @${version}`] as const,
  );
  return Object.fromEntries(entries);
}
