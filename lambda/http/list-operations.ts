import type { TierMapping } from '../core/tier-mapping';
import { formatTieredModelId } from '../core/tiered-model-id';

/** The mapping in force, as `GET /v1/operations` tells it. */
export function listOperations(mapping: TierMapping) {
  const operations = [...mapping].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    operations: operations.map(([operation, { route, version }]) => ({
      operation,
      route: route.map(formatTieredModelId),
      mappingVersion: version,
    })),
  };
}
