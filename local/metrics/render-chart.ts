import { type Html, html } from '../../console/html';
import type { Chart } from './charts';
import type { Figures } from './figures';
import { type Bar, type Mark, measureBar, renderBar } from './render-bar';

/** Requests with the same dimensions, and their labels. */
export interface RequestGroup {
  readonly name: string;
  /** The tiers, shown beside the name. */
  readonly note: string;
  readonly figures: Figures;
}

interface Row {
  readonly group: RequestGroup;
  readonly bar: Bar;
}

/** Renders a chart as a card; undefined if it is optional and has nothing to show. */
export function renderChart(chart: Chart, groups: readonly RequestGroup[]): Html | undefined {
  const { title, isOptional = false } = chart;
  const rows = composeRows(chart, groups);
  if (rows.length === 0 && isOptional) return undefined;
  const fullLength = Math.max(0, ...rows.map(({ bar }) => measureBar(bar)));
  const body =
    rows.length === 0
      ? html`<p class="none">None so far.</p>`
      : html`<ul>${rows.map((row) => renderRow(row, fullLength))}</ul>`;
  return html`<article><h4>${title}</h4>${body}</article>`;
}

function composeRows(chart: Chart, groups: readonly RequestGroup[]): readonly Row[] {
  return groups
    .map((group) => ({ group, bar: composeBar(chart, group) }))
    .filter(({ bar }) => bar.marks.length > 0);
}

function composeBar({ arrangement, series, format }: Chart, { figures }: RequestGroup): Bar {
  const marks = series.flatMap(({ name, color, read }): readonly Mark[] => {
    const value = read(figures) ?? 0;
    return value > 0 ? [{ name, color, value, text: format(value) }] : [];
  });
  return { arrangement, marks };
}

function renderRow({ group: { name, note }, bar }: Row, fullLength: number): Html {
  return html`<li><p class="group"><b>${name}</b> <span>${note}</span></p>
${renderBar(bar, fullLength)}
<p class="values">${bar.marks.map(renderValue)}</p></li>`;
}

function renderValue({ name, color, text }: Mark): Html {
  return html`<span><i class="dot ${color}"></i>${name} <b>${text}</b></span> `;
}
