import { App, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lambda/core/json/json-object';
import { MetricScope, ServiceTier } from '../../lib';
import { MeasuredRouter } from '../../lib/observability/measured-router';
import { produceEveryMetric } from './every-metric';
import { type ObservedRouter, startObservedRouter } from './support';

class JustMeasured extends MeasuredRouter {}

/** One line in CloudWatch's embedded metric format. */
interface EmfLine extends JsonObject {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

/** Namespace, name, and the dimensions with their values: what tells one CloudWatch metric from another. */
function identify(namespace: string, name: string, dimensions: Record<string, unknown>): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}

function listPublished(line: EmfLine): string[] {
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, line[name]]));
      return Metrics.map(({ Name }) => identify(Namespace, Name, dimensions));
    }),
  );
}

describe('the metrics of the construct', () => {
  const measured = new JustMeasured(new Stack(new App(), 'Stack'), 'Router');
  const extraction = MetricScope.operation('extraction', ServiceTier.FLEX);
  const nova = 'us.amazon.nova-2-lite-v1:0';
  let router: ObservedRouter;
  let published: Set<string>;

  beforeAll(async () => {
    router = await startObservedRouter({ settings: { mappingMaxAgeSeconds: 0.05 } });
    await produceEveryMetric(router);
    await router.close();
    const lines = router.log.filter((entry): entry is EmfLine => entry['_aws'] !== undefined);
    published = new Set(lines.flatMap(listPublished));
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
      measured.metricInvocations(MetricScope.model(nova, ServiceTier.FLEX, ServiceTier.FLEX)),
    ],
    [
      'throttles of a model',
      measured.metricInvocationThrottles(MetricScope.modelUnreported(nova, ServiceTier.FLEX)),
    ],
    [
      'fallbacks of calls that name a model',
      measured.metricTierFallbacks(MetricScope.direct(ServiceTier.FLEX)),
    ],
  ])('%s are published with the dimensions that are read', (_name, metric) => {
    const { namespace, metricName, dimensions } = metric;
    expect(published).toContain(identify(namespace, metricName, dimensions ?? {}));
  });
});
