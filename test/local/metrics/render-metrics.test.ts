import { expect, it } from 'vitest';
import { MetricsAggregate } from '../../../local/metrics/metrics-aggregate';
import { renderMetrics, type ShownRouter } from '../../../local/metrics/render-metrics';
import { composeEmfLine } from './emf-lines';

const ROUTER_URL = 'http://127.0.0.1:8080';

function render(lines: readonly string[], router: Partial<ShownRouter> = {}): string {
  const aggregate = new MetricsAggregate(new Date('2026-11-21T09:30:00Z'));
  for (const line of lines) aggregate.recordLogLine(line);
  const shown = { url: ROUTER_URL, requiresApiKey: false, ...router };
  return renderMetrics(aggregate.summarize(), shown).markup;
}

it('shows how to send a request if there are none', () => {
  const page = render([]);
  expect(page).toContain('No requests so far');
  expect(page).toContain('curl -s http://127.0.0.1:8080/v1/extraction \\\n');
  expect(page).toContain('since 2026-11-21 09:30:00 UTC');
  expect(page).not.toContain('By operation');
  expect(page).not.toContain('x-api-key');
});

it('shows a request with a key if the router requires one', () => {
  expect(render([], { requiresApiKey: true })).toContain(
    'extraction \\\n  -H &#39;x-api-key: &lt;key&gt;&#39; \\\n  -H ',
  );
});

it('escapes all external text', () => {
  const hostile = `<img src=x onerror="alert('1')">`;
  const page = render(
    [
      composeEmfLine(
        { Invocations: 1 },
        { operation: hostile, tier: hostile, modelId: hostile, resolvedTier: hostile },
      ),
    ],
    { url: hostile },
  );
  expect(page).not.toContain('<img');
  expect(page).toContain('<b>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;</b>');
});

it('has a section by caller if callers have keys', () => {
  expect(render([composeEmfLine({ Invocations: 1 })])).not.toContain('By caller');
  const page = render([composeEmfLine({ Invocations: 1 }, { caller: 'claims' })]);
  expect(page.split('<summary>By caller and requested tier</summary>')[1]).toContain(
    '<b>claims</b>',
  );
});

it('has no section about costs if no request has a price', () => {
  expect(render([composeEmfLine({ Invocations: 1 })])).not.toContain('Estimated');
  const page = render([
    composeEmfLine({ EstimatedCost: 0.002, EstimatedSavings: -0.001, Invocations: 1 }),
  ]);
  expect(page).toContain('<h4>Estimated cost</h4>');
  expect(page).toContain('<dt>Estimated savings</dt><dd>-$0.001</dd>');
  expect(page).toContain('paid more <b>$0.001</b>');
});

it('draws parts end to end, and percentiles on top of each other from the longest to the shortest', () => {
  const page = render([
    composeEmfLine({ Invocations: 3, InvocationThrottles: 1 }),
    composeEmfLine({ InvocationLatency: [100, 200] }),
  ]);
  expect(page).toContain(
    '<rect class="good" x="0.00%" width="75.00%" height="100%"><title>succeeded 3</title></rect>' +
      '<rect class="limit" x="75.00%" width="25.00%" height="100%"><title>throttled 1</title></rect>',
  );
  expect(page).toContain(
    '<rect class="faint" x="0.00%" width="100.00%" height="100%"><title>p99 200 ms</title></rect>' +
      '<rect class="medium" x="0.00%" width="100.00%" height="100%"><title>p90 200 ms</title></rect>' +
      '<rect class="strong" x="0.00%" width="50.00%" height="100%"><title>p50 100 ms</title></rect>',
  );
});

it('shows mapping errors', () => {
  const line =
    '{"_aws":{"CloudWatchMetrics":[{"Dimensions":[["service"]],"Metrics":[{"Name":"MappingErrors"}]}]},"service":"s","MappingErrors":2}';
  expect(render([line])).toContain(
    'Mapping errors: <b>2</b>. The last valid values still apply; the log says what could not be read or was refused.',
  );
});
