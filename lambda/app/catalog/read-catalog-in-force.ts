import { SECTIONS } from '../../contract';
import { BUILT_IN_CATALOG, type Catalog } from '../../core/catalog/catalog';
import { type CatalogChanges, parseCatalogChanges } from '../../core/catalog/catalog-changes';
import type { TierMapping } from '../../core/routing/tier-mapping';
import { SINGLE } from '../../core/settings/hot-value';
import type { SettingsByOperation } from '../../core/settings/operation/settings-section';
import { composeFirstSnapshot, reviseSnapshot } from '../../core/settings/snapshot';
import type { RefreshServices } from './ports';

/** What the router knows and does at the moment. */
export interface CatalogInForce {
  /** With the operators' overrides. */
  readonly mapping: TierMapping;
  readonly settings: SettingsByOperation;
  /** Without an override: the refresh compares AWS's facts with those that it wrote itself. */
  readonly catalog: Catalog;
  /** What the parameter says. Undefined if there is no parameter, or its value is not valid. */
  readonly changes: CatalogChanges | undefined;
  /** Whether the parameter has a value that is not valid, which the next write replaces. */
  readonly isBroken: boolean;
}

/** Reads the parameters as the router does, so that both know the same. */
export async function readCatalogInForce(
  { parameters, bounds, deployed, region }: RefreshServices,
  signal: AbortSignal,
): Promise<CatalogInForce> {
  const written = await parameters.read(signal);
  const rules = { bounds, region, hasCallers: false };
  const { snapshot } = reviseSnapshot(composeFirstSnapshot(deployed, rules), written, rules);
  const found = written.find(({ name }) => name === SECTIONS.catalog);
  const parsed = found && parseCatalogChanges(found.value);
  return {
    mapping: snapshot.mapping,
    settings: snapshot.settings,
    catalog: snapshot.layers.catalog.deploy.get(SINGLE) ?? BUILT_IN_CATALOG,
    changes: parsed?.kind === 'parsed' ? parsed.value : undefined,
    isBroken: parsed?.kind === 'rejected',
  };
}
