import { findModel } from '../../core/catalog/catalog';
import type { Rates } from '../../core/catalog/catalog-model';
import { countDaysToEndOfLife } from '../../core/catalog/lifecycle';
import type { Candidate } from '../../core/routing/candidate';
import type { Snapshot } from '../../core/settings/snapshot';

/** Today in UTC, e.g. `2026-11-28`, and what is in force. */
export interface DescribedBy {
  readonly snapshot: Pick<Snapshot, 'catalog' | 'prices'>;
  readonly today: string;
}

/** What is known of a model on a tier. A member whose value is not known is left out. */
export function describeCandidate(candidate: Candidate, { snapshot, today }: DescribedBy) {
  const { catalog, prices } = snapshot;
  const model = findModel(catalog, candidate.baseModelId);
  const rates = prices.ratesOf(candidate);
  return {
    baseModelId: candidate.baseModelId,
    serviceTier: candidate.tier,
    usdPerMillionTokens: rates && nameRates(rates),
    contextTokens: model?.contextTokens,
    outputTokens: model?.outputTokens,
    wires: model?.wires,
    endOfLife: model?.lifecycle?.endOfLife,
    daysToEndOfLife: model && countDaysToEndOfLife(model, today),
  };
}

function nameRates([input, output, cacheRead, cacheWrite, cacheWriteOneHour]: Rates) {
  return {
    input,
    output,
    cacheRead: cacheRead ?? undefined,
    cacheWrite: cacheWrite ?? undefined,
    cacheWriteOneHour: cacheWriteOneHour ?? undefined,
  };
}
