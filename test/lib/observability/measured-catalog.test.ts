import { App, Duration, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { CloudWatchCatalogTelemetry } from '../../../lambda/adapters/telemetry/cloud-watch-catalog';
import { readLineSettings } from '../../../lambda/adapters/telemetry/line-settings';
import { LineWriter } from '../../../lambda/adapters/telemetry/line-writer';
import { MeasuredCatalog } from '../../../lib';
import { searchMetric } from '../../../lib/observability/dashboard/search-metric';
import { captureOutput } from '../../contract/capture-output';

class JustMeasured extends MeasuredCatalog {
  readonly parameterPrefix = '/team/router';
}

const ROUTER = new JustMeasured(new Stack(new App(), 'Pipeline'), 'Router');

it.each([
  ['DaysToEndOfLife', 'Minimum', Duration.days(1), ROUTER.metricDaysToEndOfLife()],
  ['CatalogErrors', 'Sum', Duration.minutes(5), ROUTER.metricCatalogErrors()],
])('%s is the %s over %s', (metricName, statistic, period, metric) => {
  expect(metric).toMatchObject({
    namespace: 'BedrockTierRouter',
    metricName,
    statistic,
    dimensions: { service: 'team/router' },
    period,
  });
});

it('takes another period', () => {
  const metric = ROUTER.metricDaysToEndOfLife({ period: Duration.days(7) });
  expect(metric.period).toEqual(Duration.days(7));
});

/** Metric → the dimension sets that the refresh publishes. */
function publishDimensions(): Record<string, readonly (readonly string[])[]> {
  const telemetry = new CloudWatchCatalogTelemetry(new LineWriter(readLineSettings({})));
  const ending = { operation: 'summary', baseModelId: 'us.acme.a', modelId: 'acme.a', days: 7 };
  const lines = captureOutput(() => {
    telemetry.record({ kind: 'ending', ending });
    telemetry.record({ kind: 'empty', source: 'price list' });
  });
  const published = lines.flatMap((line) => JSON.parse(line)._aws?.CloudWatchMetrics ?? []);
  return Object.fromEntries(
    published.map(({ Metrics, Dimensions }) => [Metrics[0].Name, Dimensions]),
  );
}

it('has the dimensions that the refresh publishes, as the graph has', () => {
  const { DaysToEndOfLife, CatalogErrors } = publishDimensions();
  const { expression } = searchMetric(
    { metricName: 'DaysToEndOfLife', statistic: 'Minimum', by: 'modelOfOperation' },
    '/team/router',
  );
  const [, ...searched] = /\{(.+)\}/.exec(expression)?.[1]?.split(',') ?? [];

  expect(DaysToEndOfLife).toEqual([
    Object.keys(ROUTER.metricDaysToEndOfLife().dimensions ?? {}),
    searched,
  ]);
  expect(CatalogErrors).toEqual([Object.keys(ROUTER.metricCatalogErrors().dimensions ?? {})]);
});
