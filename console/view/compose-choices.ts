import { findModel } from '../../lambda/core/catalog/catalog';
import { countDaysToEndOfLife } from '../../lambda/core/catalog/lifecycle';
import { listRegions } from '../../lambda/core/connections/connection';
import { formatTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import { quotePrice } from '../../lambda/core/operator/compare-prices';
import { doubtCandidate } from '../../lambda/core/operator/doubt-candidate';
import { listChoices } from '../../lambda/core/operator/list-choices';
import type { Candidate } from '../../lambda/core/routing/candidate';
import type { RouterConfig } from '../../lambda/core/settings/router-config';
import type { Snapshot } from '../../lambda/core/settings/snapshot';
import type { CandidateView, ModelChoices } from './console-view';

export interface Facts {
  readonly config: RouterConfig;
  readonly snapshot: Snapshot;
  /** In UTC, e.g. `2026-11-28`. */
  readonly today: string;
}

/** Composes the menu of every route: the models and tiers that the deployment allows and the catalog knows. */
export function composeMenu({ config, snapshot, today }: Facts): readonly ModelChoices[] {
  const models = new Map<string, Candidate[]>();
  for (const candidate of listChoices({ snapshot, bounds: config.bounds, today })) {
    const known = models.get(candidate.baseModelId) ?? [];
    models.set(candidate.baseModelId, [...known, candidate]);
  }
  return [...models].map(([baseModelId, candidates]) => ({
    baseModelId,
    daysLeft: countDaysLeft(baseModelId, { snapshot, today }),
    choices: candidates.map((candidate) => ({
      text: formatTieredModelId(candidate),
      tier: candidate.tier,
      price: quotePrice(snapshot.prices, candidate),
    })),
  }));
}

export function composeCandidates(
  route: readonly Candidate[],
  { config, snapshot, today }: Facts,
): readonly CandidateView[] {
  const regions = listRegions(config.connections);
  return route.map((candidate) => {
    const region = regions[candidate.connection ?? ''] ?? config.region;
    return {
      text: formatTieredModelId(candidate),
      price: quotePrice(snapshot.prices, candidate),
      doubts: doubtCandidate(candidate, { ...snapshot, region, today }).map(({ text }) => text),
      daysLeft: countDaysLeft(candidate.baseModelId, { snapshot, today }),
    };
  });
}

function countDaysLeft(
  baseModelId: string,
  { snapshot, today }: Pick<Facts, 'snapshot' | 'today'>,
): number | undefined {
  const model = findModel(snapshot.catalog, baseModelId);
  return model && countDaysToEndOfLife(model, today);
}
