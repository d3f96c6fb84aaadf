import type { TierFigures } from '../../lambda/core/operator/tier-figures';
import { formatCount, formatMillis, formatShare, formatUsd } from '../format-figure';
import { type Html, html } from '../html';
import type { Budget } from '../sources';

/** Renders the figures of an operation by the tier that was asked for. */
export function renderFigures(
  operation: string,
  figures: readonly TierFigures[] | undefined,
  period: string,
): Html {
  if (figures === undefined) return html`<p class="facts">There are no figures.</p>`;
  if (figures.length === 0) return html`<p class="facts">No calls ${period}.</p>`;
  return html`<div class="scroll" role="region" aria-label="Figures of ${operation}" tabindex="0"><table>
<caption>Calls ${period}, by requested tier</caption>
<thead><tr><th scope="col">Tier</th><th scope="col">Calls</th><th scope="col">Errors</th><th scope="col">p50</th><th scope="col">p95</th><th scope="col">Cost</th><th scope="col">Saved</th></tr></thead>
<tbody>${figures.map(renderTier)}</tbody></table></div>`;
}

function renderTier({ tier, calls, errors, ...figures }: TierFigures): Html {
  const { p50Millis, p95Millis, costUsd, savingsUsd } = figures;
  const cells = [
    formatCount(calls),
    formatShare(errors, calls),
    ...[p50Millis, p95Millis].map((millis) => format(millis, formatMillis)),
    ...[costUsd, savingsUsd].map((usd) => format(usd, formatUsd)),
  ];
  return html`<tr><th scope="row">${tier}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
}

function format(value: number | undefined, write: (value: number) => string): string {
  return value === undefined ? '–' : write(value);
}

/** Renders what callers have spent; nothing if none has a budget. */
export function renderBudgets(budgets: readonly Budget[] | undefined): Html {
  if (budgets === undefined) return html``;
  return html`<section id="budgets" aria-labelledby="title-budgets" class="card"><h2 id="title-budgets">Budgets of callers</h2>
<div class="scroll" role="region" aria-label="Budgets of callers" tabindex="0"><table>
<thead><tr><th scope="col">Caller</th><th scope="col">Period</th><th scope="col">Spent</th><th scope="col">Limit</th><th scope="col">Used</th></tr></thead>
<tbody>${budgets.map(renderBudget)}</tbody></table></div></section>`;
}

function renderBudget({ caller, period, spentUsd, limitUsd }: Budget): Html {
  const used = spentUsd === undefined ? '–' : `${formatCount((100 * spentUsd) / limitUsd)}%`;
  return html`<tr><th scope="row">${caller}</th><td>${period}</td><td>${format(spentUsd, formatUsd)}</td><td>${formatUsd(limitUsd)}</td><td>${used}</td></tr>`;
}
