import type { ReportFigures } from './source';

export const NO_FIGURES: ReportFigures = {
  requests: 0,
  errors: 0,
  inputTokens: 0,
  outputTokens: 0,
  priced: 0,
  unpriced: 0,
  costUnits: 0n,
  savingsUnits: 0n,
};

export function addFigures(a: ReportFigures, b: ReportFigures): ReportFigures {
  return {
    requests: a.requests + b.requests,
    errors: a.errors + b.errors,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    priced: a.priced + b.priced,
    unpriced: a.unpriced + b.unpriced,
    costUnits: a.costUnits + b.costUnits,
    savingsUnits: a.savingsUnits + b.savingsUnits,
  };
}

/** Whether no request has a known cost. The sum is then unknown, not 0. */
export function isUnpriced({ priced, unpriced }: ReportFigures): boolean {
  return priced === 0 && unpriced > 0;
}
