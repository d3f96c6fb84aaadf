import { type CallerPolicies, POLICIES } from '../callers/policies';
import { BUILT_IN_PRICES } from '../pricing/built-in-prices';
import { PRICES } from '../pricing/parse-price-overrides';
import type { Prices } from '../pricing/prices';
import type { AccessBounds } from '../routing/access-bounds';
import { mappedRoutes, type TierMapping } from '../routing/tier-mapping';
import { type RejectedValue, reviseEntries, SINGLE, type WrittenValue } from './hot-value';

/** Everything that takes effect without a deploy. A request uses one snapshot from its start to its end. */
export interface Snapshot {
  readonly mapping: TierMapping;
  /** Undefined when callers are not configured, and until a reading has succeeded. */
  readonly policies: CallerPolicies | undefined;
  readonly prices: Prices;
}

export interface SnapshotRules {
  readonly bounds: AccessBounds;
  /** Whether every request needs a caller with a policy. */
  readonly hasCallers: boolean;
}

export interface SnapshotRevision {
  readonly snapshot: Snapshot;
  readonly rejected: readonly RejectedValue[];
  /** No operation is written, so the last good mapping stays in force. */
  readonly isMappingAbsent: boolean;
}

/** What is in force before Parameter Store was read: the mapping of the deployment and the built-in prices. */
export function composeFirstSnapshot(deployed: TierMapping): Snapshot {
  return { mapping: deployed, policies: undefined, prices: BUILT_IN_PRICES };
}

/** The snapshot after a reading of everything below the prefix. */
export function reviseSnapshot(
  last: Snapshot,
  parameters: readonly WrittenValue[],
  { bounds, hasCallers }: SnapshotRules,
): SnapshotRevision {
  const routes = reviseEntries(mappedRoutes(bounds), last.mapping, parameters);
  const prices = reviseEntries(PRICES, new Map([[SINGLE, last.prices]]), parameters);
  const policies = hasCallers
    ? reviseEntries(POLICIES, last.policies ?? new Map(), parameters)
    : undefined;
  return {
    snapshot: {
      mapping: routes.entries,
      policies: policies?.entries,
      prices: prices.entries.get(SINGLE) ?? BUILT_IN_PRICES,
    },
    rejected: [...routes.rejected, ...(policies?.rejected ?? []), ...prices.rejected],
    isMappingAbsent: routes.isAbsent,
  };
}
