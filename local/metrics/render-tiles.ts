import { formatCount, formatMillis, formatShare, formatUsd } from '../../console/format-figure';
import { type Html, html } from '../../console/html';
import type { Figures } from './figures';

/** Renders the totals over all requests. */
export function renderTiles(total: Figures): Html {
  return html`<dl class="tiles">${composeTiles(total).map(renderTile)}</dl>`;
}

type Tile = readonly [name: string, value: string];

function composeTiles(total: Figures): readonly Tile[] {
  const { requests, latencyMillis, inputTokens, outputTokens } = total;
  return [
    ['Requests', formatCount(requests)],
    ['Errors', formatShare(total.clientErrors + total.serverErrors, requests)],
    ['Throttled', formatShare(total.throttles, requests)],
    ['Fallbacks', formatCount(total.tierFallbacks)],
    ['Downgrades', formatCount(total.tierDowngrades)],
    ['Latency p50', formatMillis(latencyMillis?.p50 ?? 0)],
    ['Latency p99', formatMillis(latencyMillis?.p99 ?? 0)],
    ['Tokens in and out', formatCount(inputTokens + outputTokens)],
    ...composeUsdTile('Estimated cost', total.estimatedCostUsd),
    ...composeUsdTile('Estimated savings', total.estimatedSavingsUsd),
  ];
}

function composeUsdTile(name: string, usd: number | undefined): readonly Tile[] {
  return usd === undefined ? [] : [[name, formatUsd(usd)]];
}

function renderTile([name, value]: Tile): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
