import type { TierFigures } from '../../lambda/core/operator/tier-figures';
import { formatCount, formatMillis, formatShare, formatUsd } from '../format-figure';
import { type Html, html } from '../html';
import type { Budget } from '../sources';

/** Renders the figures of an operation by the tier that was asked for. */
export function renderFigures(figures: readonly TierFigures[] | undefined, period: string): Html {
  if (figures === undefined) return html`<p class="facts">There are no figures.</p>`;
  if (figures.length === 0) return html`<p class="facts">No calls ${period}.</p>`;
  return html`<p class="facts">Calls ${period}, by requested tier</p>${figures.map(renderTier)}`;
}

function renderTier({ tier, calls, errors, ...figures }: TierFigures): Html {
  const { p50Millis, p95Millis, costUsd, savingsUsd } = figures;
  return renderRow(tier, [
    ['Calls', formatCount(calls)],
    ['Errors', formatShare(errors, calls)],
    ['p50', format(p50Millis, formatMillis)],
    ['p95', format(p95Millis, formatMillis)],
    ['Cost', format(costUsd, formatUsd)],
    ['Saved', format(savingsUsd, formatUsd)],
  ]);
}

/** Renders what callers have spent; nothing if none has a budget. */
export function renderBudgets(budgets: readonly Budget[] | undefined): Html {
  if (budgets === undefined) return html``;
  return html`<section id="budgets" aria-labelledby="budgets-title" class="card"><h2 id="budgets-title">Budgets of callers</h2>
${budgets.map(renderBudget)}</section>`;
}

function renderBudget({ caller, period, spentUsd, limitUsd }: Budget): Html {
  const used = spentUsd === undefined ? '–' : `${formatCount((100 * spentUsd) / limitUsd)}%`;
  return renderRow(caller, [
    ['Period', period],
    ['Spent', format(spentUsd, formatUsd)],
    ['Limit', formatUsd(limitUsd)],
    ['Used', used],
  ]);
}

/** Pairs wrap where a table would not fit. */
function renderRow(name: string, pairs: readonly (readonly [string, string])[]): Html {
  const rendered = pairs.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
  );
  return html`<div class="row"><h3>${name}</h3><dl>${rendered}</dl></div>`;
}

function format(value: number | undefined, write: (value: number) => string): string {
  return value === undefined ? '–' : write(value);
}
