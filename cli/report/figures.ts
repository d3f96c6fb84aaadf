import type { ReportFigures, ReportRow } from './source';

export const NO_FIGURES: ReportFigures = {
  requests: 0,
  errors: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
  priced: 0,
  unpriced: 0,
  unknownUsage: 0,
  unsaved: 0,
  lostAttempts: 0,
  jobAttempts: 0,
  cacheHits: 0,
  cacheSavingsUnits: 0n,
  costUnits: 0n,
  savingsUnits: 0n,
  charged: 0,
  chargedUnits: 0n,
};

export function addFigures(a: ReportFigures, b: ReportFigures): ReportFigures {
  return {
    requests: a.requests + b.requests,
    errors: a.errors + b.errors,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadInputTokens: a.cacheReadInputTokens + b.cacheReadInputTokens,
    cacheWriteInputTokens: a.cacheWriteInputTokens + b.cacheWriteInputTokens,
    priced: a.priced + b.priced,
    unpriced: a.unpriced + b.unpriced,
    unknownUsage: a.unknownUsage + b.unknownUsage,
    unsaved: a.unsaved + b.unsaved,
    lostAttempts: a.lostAttempts + b.lostAttempts,
    jobAttempts: a.jobAttempts + b.jobAttempts,
    cacheHits: a.cacheHits + b.cacheHits,
    cacheSavingsUnits: a.cacheSavingsUnits + b.cacheSavingsUnits,
    costUnits: a.costUnits + b.costUnits,
    savingsUnits: a.savingsUnits + b.savingsUnits,
    charged: a.charged + b.charged,
    chargedUnits: a.chargedUnits + b.chargedUnits,
  };
}

/** Rows by their groups, which are added up. */
export class Rows {
  readonly #rows = new Map<string, ReportRow>();

  add(groups: ReportRow['groups'], figures: ReportFigures): void {
    const key = JSON.stringify(groups);
    const known = this.#rows.get(key) ?? NO_FIGURES;
    this.#rows.set(key, { groups, ...addFigures(known, figures) });
  }

  list(): readonly ReportRow[] {
    return [...this.#rows.values()];
  }
}

/** Whether something is left out of the cost. */
export function isIncomplete({ unpriced, unknownUsage, lostAttempts }: ReportFigures): boolean {
  return unpriced + unknownUsage + lostAttempts > 0;
}

/** Whether nothing of the cost is known. The sum is then unknown, not 0. */
export function isUnknown(figures: ReportFigures): boolean {
  return figures.priced === 0 && isIncomplete(figures);
}

/** The same of savings. */
export function isUnsaved(figures: ReportFigures): boolean {
  const asked = figures.priced - figures.cacheHits;
  return isUnknown(figures) || (asked > 0 && asked === figures.unsaved);
}
