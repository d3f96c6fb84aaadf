import { type CallerPolicies, POLICIES } from '../callers/policies';
import type { CallerPolicy } from '../callers/policy';
import { BUILT_IN_CATALOG, type Catalog } from '../catalog/catalog';
import { CATALOG } from '../catalog/catalog-changes';
import { PRICES } from '../pricing/parse-price-overrides';
import type { PriceOverrides } from '../pricing/price-overrides';
import { Prices } from '../pricing/prices';
import type { AccessBounds } from '../routing/access-bounds';
import { type MappedRoute, mappedRoutes, type TierMapping } from '../routing/tier-mapping';
import { type RejectedValue, SINGLE, type WrittenValue } from './hot-value';
import type { OperationSettings } from './operation/operation-settings';
import {
  expectSettings,
  operationSettings,
  type SettingsByOperation,
} from './operation/settings-section';
import { type FoundOverride, type Layers, NO_LAYERS, reviseEntries } from './revise-entries';

/** The last good values of each section, of the deploy and of the overrides. */
export interface SnapshotLayers {
  readonly operations: Layers<MappedRoute>;
  readonly settings: Layers<OperationSettings | 'unavailable'>;
  readonly callers: Layers<CallerPolicy | 'invalid'>;
  readonly prices: Layers<PriceOverrides>;
  readonly catalog: Layers<Catalog>;
}

/** Everything that takes effect without a deploy. A request uses one snapshot from its start to its end. */
export interface Snapshot {
  readonly mapping: TierMapping;
  readonly settings: SettingsByOperation;
  /** Undefined when callers are not configured, and until a reading has succeeded. */
  readonly policies: CallerPolicies | undefined;
  /** What is known of models: the built-in catalog, and what has changed since. */
  readonly catalog: Catalog;
  readonly prices: Prices;
  /** What the values in force were chosen from. */
  readonly layers: SnapshotLayers;
  /** The values that did not take effect in the last reading. */
  readonly rejected: readonly RejectedValue[];
  /** Whether Parameter Store could not be read in time, so that something newer may be written there. */
  readonly isStale?: boolean | undefined;
}

export interface SnapshotRules {
  readonly bounds: AccessBounds;
  /** Whether every request needs a caller with a policy. */
  readonly hasCallers: boolean;
  /** The Region whose prices apply. */
  readonly region: string | undefined;
  /** Connection → its Region; none by default. */
  readonly regions?: Readonly<Record<string, string>> | undefined;
  /** The operations for which the deploy wrote settings; none by default. */
  readonly operationsWithSettings?: readonly string[] | undefined;
}

export interface SnapshotRevision {
  readonly snapshot: Snapshot;
  readonly overrides: readonly FoundOverride[];
  /** The deploy's operations are gone, so the last good ones stay in force. */
  readonly isMappingAbsent: boolean;
}

/** What is in force before Parameter Store was read: the mapping of the deployment and the built-in catalog. */
export function composeFirstSnapshot(
  deployed: TierMapping,
  {
    region,
    regions,
    operationsWithSettings,
  }: Pick<SnapshotRules, 'region' | 'regions' | 'operationsWithSettings'>,
): Snapshot {
  const catalog = BUILT_IN_CATALOG;
  const settings = expectSettings(operationsWithSettings);
  return {
    mapping: deployed,
    settings,
    policies: undefined,
    catalog,
    prices: new Prices({ catalog, region, regions }),
    layers: {
      operations: { ...NO_LAYERS, deploy: deployed },
      settings: { ...NO_LAYERS, deploy: settings },
      callers: NO_LAYERS,
      prices: NO_LAYERS,
      catalog: NO_LAYERS,
    },
    rejected: [],
  };
}

/** The snapshot after a reading of everything below the prefix. */
export function reviseSnapshot(
  { layers: last }: Pick<Snapshot, 'layers'>,
  parameters: readonly WrittenValue[],
  { bounds, hasCallers, region, regions }: SnapshotRules,
): SnapshotRevision {
  const operations = reviseEntries(mappedRoutes(bounds), last.operations, parameters);
  const settings = reviseEntries(operationSettings(bounds), last.settings, parameters);
  const callers = reviseEntries(POLICIES, last.callers, hasCallers ? parameters : []);
  const prices = reviseEntries(PRICES, last.prices, parameters);
  const catalogs = reviseEntries(CATALOG, last.catalog, parameters);
  const catalog = catalogs.entries.get(SINGLE) ?? BUILT_IN_CATALOG;
  const sections = [operations, settings, callers, prices, catalogs];
  return {
    snapshot: {
      mapping: operations.entries,
      settings: settings.entries,
      policies: hasCallers ? callers.entries : undefined,
      catalog,
      prices: new Prices({ catalog, region, regions, overrides: prices.entries.get(SINGLE) }),
      layers: {
        operations: operations.layers,
        settings: settings.layers,
        callers: callers.layers,
        prices: prices.layers,
        catalog: catalogs.layers,
      },
      rejected: sections.flatMap(({ rejected }) => rejected),
    },
    overrides: sections.flatMap(({ overrides }) => overrides),
    isMappingAbsent: operations.isAbsent,
  };
}
