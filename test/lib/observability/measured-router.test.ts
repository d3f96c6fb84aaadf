import { App, Duration, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, it } from 'vitest';
import { CACHE_METRICS, METRICS } from '../../../lambda/contract';
import { MetricScope, ServiceTier } from '../../../lib';
import { MeasuredRouter } from '../../../lib/observability/measured-router';

class JustMeasured extends MeasuredRouter {
  readonly parameterPrefix = '/team/router';
}

const STACK = new Stack(new App(), 'Pipeline', { env: { region: 'eu-west-1' } });
const ROUTER = new JustMeasured(STACK, 'Router');
const EXTRACTION = MetricScope.operation('extraction', ServiceTier.FLEX);
const BY_OPERATION = {
  service: 'team/router',
  Operation: 'extraction',
  ServiceTier: 'flex',
};

const METRICS_BY_NAME: [string, string, Metric][] = [
  ['Invocations', 'Sum', ROUTER.metricInvocations(EXTRACTION)],
  ['InvocationLatency', 'Average', ROUTER.metricInvocationLatency(EXTRACTION)],
  ['InvocationClientErrors', 'Sum', ROUTER.metricInvocationClientErrors(EXTRACTION)],
  ['InvocationServerErrors', 'Sum', ROUTER.metricInvocationServerErrors(EXTRACTION)],
  ['InvocationThrottles', 'Sum', ROUTER.metricInvocationThrottles(EXTRACTION)],
  ['InputTokenCount', 'Sum', ROUTER.metricInputTokenCount(EXTRACTION)],
  ['OutputTokenCount', 'Sum', ROUTER.metricOutputTokenCount(EXTRACTION)],
  ['CacheReadInputTokens', 'Sum', ROUTER.metricCacheReadInputTokens(EXTRACTION)],
  ['CacheWriteInputTokens', 'Sum', ROUTER.metricCacheWriteInputTokens(EXTRACTION)],
  ['TimeToFirstToken', 'Average', ROUTER.metricTimeToFirstToken(EXTRACTION)],
  ['RouterLatency', 'Average', ROUTER.metricRouterLatency(EXTRACTION)],
  ['TierFallbacks', 'Sum', ROUTER.metricTierFallbacks(EXTRACTION)],
  ['TierDowngrades', 'Sum', ROUTER.metricTierDowngrades(EXTRACTION)],
  ['UnavailableModels', 'Sum', ROUTER.metricUnavailableModels(EXTRACTION)],
  ['EstimatedCost', 'Sum', ROUTER.metricEstimatedCost(EXTRACTION)],
  ['EstimatedSavings', 'Sum', ROUTER.metricEstimatedSavings(EXTRACTION)],
  ['CacheHits', 'Sum', ROUTER.metricCacheHits(EXTRACTION)],
  ['CacheSavings', 'Sum', ROUTER.metricCacheSavings(EXTRACTION)],
  ['UnpricedInvocations', 'Sum', ROUTER.metricUnpricedInvocations(EXTRACTION)],
  ['UnknownUsageInvocations', 'Sum', ROUTER.metricUnknownUsageInvocations(EXTRACTION)],
];

it.each(METRICS_BY_NAME)('%s is read as %s', (metricName, statistic, metric) => {
  expect(metric).toMatchObject({
    namespace: 'BedrockTierRouter',
    metricName,
    statistic,
    dimensions: BY_OPERATION,
    period: Duration.minutes(5),
    region: 'eu-west-1',
  });
});

it.each([
  ['MappingErrors', ROUTER.metricMappingErrors()],
  ['CacheErrors', ROUTER.metricCacheErrors()],
  ['AuthorizerErrors', ROUTER.metricAuthorizerErrors()],
])('reads %s without an operation and a model', (metricName, metric) => {
  expect(metric).toMatchObject({
    namespace: 'BedrockTierRouter',
    metricName,
    statistic: 'Sum',
    dimensions: { service: 'team/router' },
  });
});

it('has a method for every metric that the function publishes', () => {
  const names = METRICS_BY_NAME.map(([name]) => name);
  const published = [...Object.values(METRICS), ...Object.values(CACHE_METRICS)];
  expect([...names, 'MappingErrors', 'CacheErrors'].sort()).toEqual(published.sort());
});

it('takes another statistic, period and label', () => {
  const metric = ROUTER.metricInvocationLatency(EXTRACTION, {
    statistic: 'p99',
    period: Duration.minutes(1),
    label: 'slow ones',
  });
  expect(metric).toMatchObject({
    statistic: 'p99',
    period: Duration.minutes(1),
    label: 'slow ones',
  });
});
