import { type CallerPolicies, POLICIES } from '../callers/policies';
import { BUILT_IN_CATALOG, type Catalog } from '../catalog/catalog';
import { CATALOG } from '../catalog/catalog-changes';
import { PRICES } from '../pricing/parse-price-overrides';
import { Prices } from '../pricing/prices';
import type { AccessBounds } from '../routing/access-bounds';
import { mappedRoutes, type TierMapping } from '../routing/tier-mapping';
import { type RejectedValue, reviseEntries, SINGLE, type WrittenValue } from './hot-value';
import {
  expectSettings,
  operationSettings,
  type SettingsByOperation,
} from './operation/settings-section';

/** Everything that takes effect without a deploy. A request uses one snapshot from its start to its end. */
export interface Snapshot {
  readonly mapping: TierMapping;
  readonly settings: SettingsByOperation;
  /** Undefined when callers are not configured, and until a reading has succeeded. */
  readonly policies: CallerPolicies | undefined;
  /** What is known of models: the built-in catalog, and what has changed since. */
  readonly catalog: Catalog;
  readonly prices: Prices;
  /** Whether Parameter Store could not be read in time, so that something newer may be written there. */
  readonly isStale?: boolean | undefined;
}

export interface SnapshotRules {
  readonly bounds: AccessBounds;
  /** Whether every request needs a caller with a policy. */
  readonly hasCallers: boolean;
  /** The Region whose prices apply. */
  readonly region: string | undefined;
  /** The operations for which the deploy wrote settings; none by default. */
  readonly operationsWithSettings?: readonly string[] | undefined;
}

export interface SnapshotRevision {
  readonly snapshot: Snapshot;
  readonly rejected: readonly RejectedValue[];
  /** No operation is written, so the last good mapping stays in force. */
  readonly isMappingAbsent: boolean;
}

/** What is in force before Parameter Store was read: the mapping of the deployment and the built-in catalog. */
export function composeFirstSnapshot(
  deployed: TierMapping,
  { region, operationsWithSettings }: Pick<SnapshotRules, 'region' | 'operationsWithSettings'>,
): Snapshot {
  const catalog = BUILT_IN_CATALOG;
  return {
    mapping: deployed,
    settings: expectSettings(operationsWithSettings),
    policies: undefined,
    catalog,
    prices: new Prices({ catalog, region }),
  };
}

/** The snapshot after a reading of everything below the prefix. */
export function reviseSnapshot(
  last: Snapshot,
  parameters: readonly WrittenValue[],
  { bounds, hasCallers, region }: SnapshotRules,
): SnapshotRevision {
  const routes = reviseEntries(mappedRoutes(bounds), last.mapping, parameters);
  const settings = reviseEntries(operationSettings(bounds), last.settings, parameters);
  const catalogs = reviseEntries(CATALOG, new Map([[SINGLE, last.catalog]]), parameters);
  const catalog = catalogs.entries.get(SINGLE) ?? BUILT_IN_CATALOG;
  const prices = reviseEntries(PRICES, new Map([[SINGLE, last.prices.overrides]]), parameters);
  const policies = hasCallers
    ? reviseEntries(POLICIES, last.policies ?? new Map(), parameters)
    : undefined;
  return {
    snapshot: {
      mapping: routes.entries,
      settings: settings.entries,
      policies: policies?.entries,
      catalog,
      prices: new Prices({ catalog, region, overrides: prices.entries.get(SINGLE) }),
    },
    rejected: [routes, settings, policies, prices, catalogs].flatMap(
      (each) => each?.rejected ?? [],
    ),
    isMappingAbsent: routes.isAbsent,
  };
}
