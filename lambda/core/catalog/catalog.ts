import { stripProfilePrefix } from '../ids/profile-prefix';
import builtIn from './built-in-models.json';
import type { CatalogModel } from './catalog-model';

/** What is known of models. */
export interface Catalog {
  /** The day on which the facts were read, e.g. `2026-11-28`. */
  readonly date: string;
  /** Tier → its price relative to the default tier, for models without rates for that tier. */
  readonly tierMultipliers: TierMultipliers;
  /** Base model ID without a profile prefix → the model. */
  readonly models: ReadonlyMap<string, CatalogModel>;
}

export interface TierMultipliers {
  readonly flex: number;
  readonly priority: number;
}

/** The catalog of this release. A test checks it against the schema, so that it is not checked at each start. */
export const BUILT_IN_CATALOG: Catalog = {
  date: builtIn.date,
  tierMultipliers: builtIn.tierMultipliers,
  models: new Map((builtIn.models as readonly CatalogModel[]).map((model) => [model.id, model])),
};

/**
 * Finds the model that an ID calls. Undefined for a model that is not listed, and for an ARN that does not name its model.
 *
 * | ID                                                                            | model                     |
 * |-------------------------------------------------------------------------------|---------------------------|
 * | `amazon.nova-2-lite-v1:0`, `us.amazon.nova-2-lite-v1:0`                        | `amazon.nova-2-lite-v1:0` |
 * | `amazon.nova-lite-v1:0:300k`                                                   | `amazon.nova-lite-v1:0`   |
 * | `arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0` | `amazon.nova-2-lite-v1:0` |
 * | `arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123` | –                         |
 */
export function findModel({ models }: Catalog, baseModelId: string): CatalogModel | undefined {
  const id = stripProfilePrefix(baseModelId.slice(baseModelId.lastIndexOf('/') + 1));
  return models.get(id) ?? findByVariant(models, id);
}

function findByVariant(
  models: ReadonlyMap<string, CatalogModel>,
  id: string,
): CatalogModel | undefined {
  const colon = id.lastIndexOf(':');
  const model = colon < 0 ? undefined : models.get(id.slice(0, colon));
  return model?.contextVariants?.includes(id.slice(colon + 1)) ? model : undefined;
}
