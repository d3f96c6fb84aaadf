import type { OperatorView } from '../../lambda/core/operator/operator-view';
import type { Candidate } from '../../lambda/core/routing/candidate';

/** A model that the router calls in its own account and Region. */
export interface CalledModel {
  readonly baseModelId: string;
  /** The tiers that routes name. */
  readonly tiers: readonly Candidate['tier'][];
}

/** Lists the models of all routes, those of the settings among them, but not those of connections. */
export function listModels({ snapshot }: OperatorView): readonly CalledModel[] {
  const settings = [...snapshot.settings.values()].flatMap((each) =>
    each === 'unavailable' ? [] : [...(each.split ?? []), ...(each.when ?? [])],
  );
  const routes = [...snapshot.mapping.values(), ...settings].map(({ route }) => route);
  const tiers = new Map<string, Set<Candidate['tier']>>();
  for (const { baseModelId, tier, connection } of routes.flat()) {
    if (connection !== undefined) continue;
    tiers.set(baseModelId, (tiers.get(baseModelId) ?? new Set()).add(tier));
  }
  return [...tiers].map(([baseModelId, named]) => ({ baseModelId, tiers: [...named] }));
}
