import { hasEnded } from '../catalog/lifecycle';
import { listCallableIds } from '../catalog/region-support';
import { lookUpTierSupport } from '../catalog/tier-support';
import type { AccessBounds } from '../routing/access-bounds';
import type { Candidate } from '../routing/candidate';
import type { Snapshot } from '../settings/snapshot';

export interface ChoiceRules {
  readonly snapshot: Pick<Snapshot, 'catalog' | 'prices'>;
  readonly bounds: AccessBounds;
  /** In UTC, e.g. `2026-11-28`. */
  readonly today: string;
}

/** Lists the models on the tiers that the deployment allows and the model is known to take, in the router's own Region. */
export function listChoices({ snapshot, bounds, today }: ChoiceRules): readonly Candidate[] {
  const { catalog, prices } = snapshot;
  const ids = bounds.models === 'any' ? listServedIds() : bounds.models;
  return ids.flatMap((baseModelId) =>
    bounds.tiers
      .map((tier): Candidate => ({ baseModelId, tier }))
      .filter(({ tier }) => lookUpTierSupport(catalog, baseModelId, tier) === 'supported'),
  );

  function listServedIds(): readonly string[] {
    return [...catalog.models.values()]
      .filter((model) => !hasEnded(model, today))
      .flatMap((model) => listCallableIds(catalog, model, prices.region ?? ''));
  }
}
