import { CHARTS } from './charts';
import { Html, html } from '../../console/html';
import type { MetricsSummary } from './metrics-aggregate';
import { PAGE_SCRIPT, REFRESH_SECONDS } from './page-script';
import { PAGE_STYLE } from './page-style';
import { MAX_RECENT_VALUES } from './recent-values';
import { type RequestGroup, renderChart } from './render-chart';
import { renderTiles } from './render-tiles';

/** The router that the page is about, for its example call. */
export interface ShownRouter {
  readonly url: string;
  readonly requiresApiKey: boolean;
}

/** Renders the figures as a page that loads no other resources. */
export function renderPage(summary: MetricsSummary, router: ShownRouter): string {
  const page = html`<!doctype html>
<html lang="en">
<head>${renderHead()}</head>
<body>
<header>
<h1>Metrics of the local router</h1>
<p>${router.url} since ${formatTime(summary.since)}. <a href="/_local/metrics.json">As JSON</a></p>
<p id="silence" role="status" hidden>The router does not respond. These are its last figures.</p>
</header>
<main>${renderBody(summary, router)}</main>
<footer><p>The metrics that the function publishes to CloudWatch, refreshed every ${REFRESH_SECONDS} s.
Percentiles are of the last ${MAX_RECENT_VALUES} values of each row. Costs are estimates.
Requests that are refused before they have a destination are not counted.</p></footer>
<script>${Html.trust(PAGE_SCRIPT)}</script>
</body>
</html>
`;
  return page.markup;
}

function renderHead(): Html {
  return html`
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Metrics - Bedrock Tier Router</title>
<link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="${REFRESH_SECONDS}"></noscript>
<style>${Html.trust(PAGE_STYLE)}</style>
`;
}

/** E.g. `2026-11-21 09:30:00 UTC`. */
function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

function renderBody(summary: MetricsSummary, router: ShownRouter): Html {
  if (summary.total.requests === 0) return html`${renderProblems(summary)}${renderEmpty(router)}`;
  return html`${renderProblems(summary)}${renderTiles(summary.total)}
${renderView('By operation and requested tier', listOperations(summary))}
${renderView('By model, requested and resolved tier', listModels(summary))}
${summary.callers.length === 0 ? '' : renderView('By caller and requested tier', listCallers(summary))}`;
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
  return html`<div class="empty"><h2>No requests so far</h2>
<p>Send a request. It appears here within ${REFRESH_SECONDS} s:</p><pre><code>${command}</code></pre></div>`;
}

function renderView(title: string, groups: readonly RequestGroup[]): Html {
  const cards = CHARTS.map((chart) => renderChart(chart, groups)).filter(
    (card) => card !== undefined,
  );
  return html`<section><h2>${title}</h2><div class="charts">${cards}</div></section>`;
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
