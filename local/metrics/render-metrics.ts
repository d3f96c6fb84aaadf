import { formatTime } from '../../console/format-figure';
import { type Html, html } from '../../console/html';
import { CHARTS } from './charts';
import type { MetricsSummary } from './metrics-aggregate';
import { METRICS_PATH } from './metrics-endpoint';
import { MAX_RECENT_VALUES } from './recent-values';
import { type RequestGroup, renderChart } from './render-chart';
import { renderTiles } from './render-tiles';

/** The router of the example call. */
export interface ShownRouter {
  readonly url: string;
  readonly requiresApiKey: boolean;
}

/** Renders the figures of all requests, below the console. */
export function renderMetrics(summary: MetricsSummary, router: ShownRouter): Html {
  return html`<section id="metrics" aria-labelledby="title-metrics"><h2 id="title-metrics">Metrics</h2>
<p class="facts">Of ${router.url} since ${formatTime(summary.since)}, as the function publishes them to CloudWatch. Percentiles are of the last ${MAX_RECENT_VALUES} values of each row. <a href="${METRICS_PATH}">As JSON</a></p>
${renderBody(summary, router)}</section>`;
}

function renderBody(summary: MetricsSummary, router: ShownRouter): Html {
  if (summary.total.requests === 0) return html`${renderProblems(summary)}${renderEmpty(router)}`;
  return html`${renderProblems(summary)}${renderTiles(summary.total)}
${renderView('By operation and requested tier', listOperations(summary))}
${renderMore('By model, requested and resolved tier', listModels(summary))}
${summary.callers.length === 0 ? '' : renderMore('By caller and requested tier', listCallers(summary))}`;
}

function renderProblems({ mappingErrors }: MetricsSummary): Html {
  if (mappingErrors === 0) return html``;
  return html`<p class="warning-line">Mapping errors: <b>${mappingErrors}</b>. The last valid values still apply; the log says what could not be read or was refused.</p>`;
}

const BODY = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Invoice 4711' }] }] });

function renderEmpty({ url, requiresApiKey }: ShownRouter): Html {
  const keyHeader = requiresApiKey ? `-H 'x-api-key: <key>' \\\n  ` : '';
  const command = `curl -s ${url}/v1/extraction \\
  ${keyHeader}-H 'content-type: application/json' \\
  -d '${BODY}'`;
  return html`<div class="empty"><h3>No requests so far</h3>
<p>Send a request. It appears here soon:</p><pre><code>${command}</code></pre></div>`;
}

function renderView(title: string, groups: readonly RequestGroup[]): Html {
  return html`<h3>${title}</h3>${renderCharts(groups)}`;
}

function renderMore(title: string, groups: readonly RequestGroup[]): Html {
  const id = title.replace(/\W+/g, '-').toLowerCase();
  return html`<details id="${id}"><summary>${title}</summary>${renderCharts(groups)}</details>`;
}

function renderCharts(groups: readonly RequestGroup[]): Html {
  const cards = CHARTS.map((chart) => renderChart(chart, groups)).filter(
    (card) => card !== undefined,
  );
  return html`<div class="charts">${cards}</div>`;
}

function listOperations({ operations }: MetricsSummary): readonly RequestGroup[] {
  return operations.map((figures) => ({
    name: figures.operation,
    note: figures.serviceTier,
    figures,
  }));
}

function listModels({ models }: MetricsSummary): readonly RequestGroup[] {
  return models.map((figures) => ({
    name: figures.modelId,
    note: `${figures.serviceTier} → ${figures.resolvedServiceTier}`,
    figures,
  }));
}

function listCallers({ callers }: MetricsSummary): readonly RequestGroup[] {
  return callers.map((figures) => ({ name: figures.caller, note: figures.serviceTier, figures }));
}
