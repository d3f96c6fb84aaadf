import { App, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { beforeAll, describe, expect, it } from 'vitest';
import { MetricScope, ServiceTier } from '../../lib';
import { MeasuredRouter } from '../../lib/observability/measured-router';
import { NOVA } from '../clients/bedrock-client';
import { isSame, type MetricIdentity } from '../lib/metric-identity';
import { observeEveryMetric } from './every-metric';

class JustMeasured extends MeasuredRouter {}

describe('the metrics of the construct', () => {
  const measured = new JustMeasured(new Stack(new App(), 'Stack'), 'Router');
  const extraction = MetricScope.operation('extraction', ServiceTier.FLEX);
  let published: readonly MetricIdentity[];

  beforeAll(async () => {
    ({ published } = await observeEveryMetric());
  });

  it.each<[string, Metric]>([
    ['Invocations', measured.metricInvocations(extraction)],
    ['InvocationLatency', measured.metricInvocationLatency(extraction)],
    ['TimeToFirstToken', measured.metricTimeToFirstToken(extraction)],
    ['RouterLatency', measured.metricRouterLatency(extraction)],
    ['InvocationClientErrors', measured.metricInvocationClientErrors(extraction)],
    ['InvocationServerErrors', measured.metricInvocationServerErrors(extraction)],
    ['InvocationThrottles', measured.metricInvocationThrottles(extraction)],
    ['InputTokenCount', measured.metricInputTokenCount(extraction)],
    ['OutputTokenCount', measured.metricOutputTokenCount(extraction)],
    ['CacheReadInputTokens', measured.metricCacheReadInputTokens(extraction)],
    ['CacheWriteInputTokens', measured.metricCacheWriteInputTokens(extraction)],
    ['TierDowngrades', measured.metricTierDowngrades(extraction)],
    ['MappingErrors', measured.metricMappingErrors()],
    [
      'Invocations of a model',
      measured.metricInvocations(MetricScope.model(NOVA, ServiceTier.FLEX, ServiceTier.FLEX)),
    ],
    [
      'throttles of a model',
      measured.metricInvocationThrottles(MetricScope.modelUnreported(NOVA, ServiceTier.FLEX)),
    ],
    [
      'fallbacks of calls that name a model',
      measured.metricTierFallbacks(MetricScope.direct(ServiceTier.FLEX)),
    ],
  ])('%s are published with the dimensions that are read', (_name, metric) => {
    const { namespace, metricName: name, dimensions = {} } = metric;
    const read = { namespace, name, dimensions };
    expect(published.filter((candidate) => isSame(read, candidate))).not.toEqual([]);
  });
});
