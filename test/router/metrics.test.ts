import { App, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { beforeAll, describe, expect, it } from 'vitest';
import { MetricScope, ServiceTier } from '../../lib';
import { MeasuredRouter } from '../../lib/observability/measured-router';
import { NOVA } from '../clients/bedrock-client';
import { runRouter } from '../clients/run-router';
import { isSameMetric, type MetricIdentity } from '../lib/metric-identity';
import { observeEveryMetric } from './every-metric';
import { post } from './support';

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
    expect(published.filter((candidate) => isSameMetric(read, candidate))).not.toEqual([]);
  });
});

describe('a model that its caller names', () => {
  const router = runRouter();

  /** The dimension sets of the request that counts as the given metric, as no other of this file does. */
  async function listSets(path: string, metric: string): Promise<unknown> {
    await (await post(router, path)).arrayBuffer();
    const line = await router.log.find((entry) => entry[metric] !== undefined);
    expect(line).toMatchObject({ Operation: 'direct' });
    return JSON.parse(JSON.stringify(line))._aws.CloudWatchMetrics[0].Dimensions;
  }

  const OPERATION = ['service', 'ServiceTier', 'Operation'];
  const MODEL = ['service', 'ServiceTier', 'ModelId', 'ResolvedServiceTier'];

  it('is a dimension once Bedrock served it', async () => {
    const sets = await listSets(`/model/${NOVA}/converse`, 'Invocations');
    expect(sets).toEqual([OPERATION, MODEL]);
  });

  it.each([
    ['throttled', 'throttle', 1, 'InvocationThrottles'],
    ['failed', 'unavailable', 2, 'InvocationServerErrors'],
  ] as const)('is one where Bedrock %s the call', async (_, kind, times, metric) => {
    router.bedrock.failures.add({ kind, times });
    expect(await listSets(`/model/${NOVA}/converse`, metric)).toEqual([OPERATION, MODEL]);
  });

  it('is none where Bedrock refused the call', async () => {
    const sets = await listSets('/model/made.up-model/converse', 'InvocationClientErrors');
    expect(sets).toEqual([OPERATION]);
  });
});
