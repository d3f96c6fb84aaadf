import { readFoundationModelId } from '../../ids/profile-prefix';
import type { ServiceTier } from '../../ids/service-tier';
import type { AccessBounds } from '../../routing/access-bounds';
import { leaveOutRepeated } from '../../routing/candidate';
import { listRoutes } from '../../routing/choose-route';
import type { TierMapping } from '../../routing/tier-mapping';
import type { SettingsByOperation } from '../../settings/operation/settings-section';
import { type Catalog, findModel } from '../catalog';

/** A candidate of a route, in the mapping or in settings. */
export interface ModelUse {
  readonly operation: string;
  /** As the route names it, e.g. `us.amazon.nova-2-lite-v1:0`. */
  readonly baseModelId: string;
  readonly tier: ServiceTier;
}

/** A model that the router may call. */
export interface UsedModel {
  /** Without a profile prefix, e.g. `amazon.nova-2-lite-v1:0`. */
  readonly id: string;
  /** In the order of the routes; empty for a model that only `allowedModels` names. */
  readonly uses: readonly ModelUse[];
  /** As it may be called: with and without a profile prefix. */
  readonly callableIds: readonly string[];
}

/** What the router may call. */
export interface RouterReach {
  readonly mapping: TierMapping;
  readonly settings: SettingsByOperation;
  readonly bounds: AccessBounds;
  readonly catalog: Catalog;
  /** The IDs that AWS lists in the Region. */
  readonly listed: readonly string[];
}

/** Lists the models that the router may call: those with the most uses first, and those that AWS lists before others. */
export function listUsedModels({
  mapping,
  settings,
  bounds,
  catalog,
  listed,
}: RouterReach): readonly UsedModel[] {
  const uses = [...mapping].flatMap(([operation, { route }]) =>
    leaveOutRepeated(listRoutes(route, settings.get(operation)).flat()).map(
      ({ baseModelId, tier }) => ({ operation, baseModelId, tier }),
    ),
  );
  const allowed = bounds.models === 'any' ? [...listed, ...catalog.models.keys()] : bounds.models;
  const usesById = new Map<string, ModelUse[]>();
  const callableById = new Map<string, Set<string>>();
  for (const callable of [...uses.map(({ baseModelId }) => baseModelId), ...allowed]) {
    const id = findModelId(catalog, callable);
    if (id !== undefined) callableById.set(id, (callableById.get(id) ?? new Set()).add(callable));
  }
  for (const use of uses) {
    const id = findModelId(catalog, use.baseModelId);
    if (id !== undefined) usesById.set(id, [...(usesById.get(id) ?? []), use]);
  }
  return [...callableById]
    .map(([id, callable]) => ({ id, uses: usesById.get(id) ?? [], callableIds: [...callable] }))
    .sort((one, other) => other.uses.length - one.uses.length);
}

/** The ID without a profile prefix. Undefined for an ARN that does not name its model. */
function findModelId(catalog: Catalog, baseModelId: string): string | undefined {
  return findModel(catalog, baseModelId)?.id ?? readFoundationModelId(baseModelId);
}
