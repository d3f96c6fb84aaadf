import { App, Duration, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { MeasuredCatalog } from '../../../lib';

class JustMeasured extends MeasuredCatalog {}

const ROUTER = new JustMeasured(new Stack(new App(), 'Pipeline'), 'Router');

it.each([
  ['DaysToEndOfLife', 'Minimum', Duration.days(1), ROUTER.metricDaysToEndOfLife()],
  ['CatalogErrors', 'Sum', Duration.minutes(5), ROUTER.metricCatalogErrors()],
])('%s is the %s over %s', (metricName, statistic, period, metric) => {
  expect(metric).toMatchObject({
    namespace: 'BedrockTierRouter',
    metricName,
    statistic,
    dimensions: { service: 'bedrock-tier-router' },
    period,
  });
});

it('takes another period', () => {
  const metric = ROUTER.metricDaysToEndOfLife({ period: Duration.days(7) });
  expect(metric.period).toEqual(Duration.days(7));
});
