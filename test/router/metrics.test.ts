import { App, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { beforeAll, describe, expect, it } from 'vitest';
import { CATALOG_METRICS, METRICS } from '../../lambda/contract';
import { MetricScope, ServiceTier } from '../../lib';
import { MeasuredRouter } from '../../lib/observability/measured-router';
import { NOVA } from '../clients/bedrock-client';
import { type LogLine, runRouter } from '../clients/run-router';
import { listFilteredMetrics } from '../lib/metric-filters';
import { isSameMetric, type MetricIdentity } from '../lib/metric-identity';
import { putRouterInStack, synthesize } from '../lib/router-in-stack';
import { listAlarmMetrics, listDashboardMetrics } from '../lib/synthesized-metrics';
import { post, until } from './support';

/** One line in CloudWatch's embedded metric format. */
interface EmfLine extends LogLine {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

const CACHED_BODY =
  '{"messages":[{"role":"user","content":[{"text":"Invoice 4711"},{"cachePoint":{"type":"default"}}]}]}';

/** Optimized latency has no known price. */
const OPTIMIZED_BODY =
  '{"messages":[{"role":"user","content":[{"text":"Invoice"}]}],"performanceConfig":{"latency":"optimized"}}';

/**
 * What Lambda publishes under `FunctionName` by itself.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
const LAMBDA_METRICS = ['Duration', 'Errors', 'Throttles'];

const TEMPLATE = synthesize(putRouterInStack({ lambdaHookFunctionName: 'GENAIIDP-router' }));
const SHOWN = listDashboardMetrics(TEMPLATE);
const ALARMED = listAlarmMetrics(TEMPLATE);

/** The function that refreshes the catalog publishes its own metrics. */
function isOfRouter({ namespace, name }: MetricIdentity): boolean {
  return namespace.startsWith('Bedrock') && !Object.values<string>(CATALOG_METRICS).includes(name);
}

function describeMetric({ namespace, name, dimensions }: MetricIdentity): string {
  return `${namespace} ${name} by ${Object.keys(dimensions).join(', ')}`;
}

function withNames(metrics: readonly MetricIdentity[]): [string, MetricIdentity][] {
  return metrics.map((metric) => [describeMetric(metric), metric]);
}

class JustMeasured extends MeasuredRouter {
  readonly parameterPrefix = '/bedrock-tier-router';
}

/** The mapping ages within moments, so that the router reads the broken route. */
const router = runRouter({ settings: { mappingMaxAgeSeconds: 0.05 } });
let published: readonly MetricIdentity[];
let counted: readonly MetricIdentity[];

beforeAll(async () => {
  await produceEveryMetric();
  const { lines } = router.log;
  published = lines.filter(isEmfLine).flatMap(listPublished);
  counted = lines.flatMap((line) => listFilteredMetrics(TEMPLATE, line));
});

describe('the metrics of the construct', () => {
  const measured = new JustMeasured(new Stack(new App(), 'Stack'), 'Router');
  const extraction = MetricScope.operation('extraction', ServiceTier.FLEX);

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
    ['UnpricedInvocations', measured.metricUnpricedInvocations(extraction)],
    ['UnknownUsageInvocations', measured.metricUnknownUsageInvocations(extraction)],
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

describe('the dashboard and the alarms', () => {
  it.each(withNames(SHOWN.filter(isOfRouter)))('show what is published: %s', (_, metric) => {
    expect(published.filter((candidate) => isSameMetric(metric, candidate))).not.toEqual([]);
  });

  it.each(withNames(ALARMED.filter(isOfRouter)))('watch what is counted: %s', (_, metric) => {
    const candidates = [...published, ...counted];
    expect(candidates.filter((candidate) => isSameMetric(metric, candidate))).not.toEqual([]);
  });

  it('show every metric that the function has', () => {
    const names = SHOWN.filter(isOfRouter).map(({ name }) => name);
    expect([...new Set(names)].sort()).toEqual(Object.values(METRICS).sort());
  });

  it('read of Lambda what it publishes for the functions of the router', () => {
    const functions = Object.keys(TEMPLATE.findResources('AWS::Lambda::Function'));
    const lambda = [...SHOWN, ...ALARMED].filter(({ namespace }) => namespace === 'AWS/Lambda');
    expect(lambda.length).toBeGreaterThan(0);
    for (const { name, dimensions } of lambda) {
      expect(LAMBDA_METRICS).toContain(name);
      expect(Object.keys(dimensions)).toEqual(['FunctionName']);
      expect(functions.map((id) => `<${id}>`)).toContain(dimensions['FunctionName']);
    }
  });

  it('count each request once in the totals, and nothing else', () => {
    const requests = published.filter(({ name, dimensions }) => {
      return name === 'RouterLatency' && dimensions['Operation'] !== undefined;
    });
    const total = counted.filter(({ name }) => name === 'RouterLatency');
    expect(requests).toHaveLength(12);
    expect(total).toHaveLength(12);
  });
});

async function produceEveryMetric(): Promise<void> {
  const { bedrock, parameters } = router;
  const send = async (path: string, body?: string) => {
    await (await post(router, path, body)).arrayBuffer();
  };
  await send('/v1/extraction', CACHED_BODY);
  await send('/v1/extraction', CACHED_BODY);
  await send('/v1/extraction/stream');
  await send(`/model/${NOVA}:flex/converse`);
  await send('/v1/extraction', OPTIMIZED_BODY);
  await send(`/model/${NOVA}:flex/converse`, OPTIMIZED_BODY);
  await send('/model/us.anthropic.claude-sonnet-4-6:flex/converse');
  bedrock.failures.add({ kind: 'stream-form', form: 'no-metadata' });
  await send('/v1/extraction/stream');
  for (const kind of ['downgrade', 'throttle', 'unavailable', 'access-denied'] as const) {
    bedrock.failures.add({ kind, rate: 1 });
    await send('/v1/extraction');
    bedrock.failures.clear();
  }
  parameters.put({
    name: '/bedrock-tier-router/operations/broken',
    type: 'StringList',
    value: 'x:FLEX',
  });
  await until(async () => {
    await fetch(`${router.url}/v1/operations`);
    return router.log.latest((line) => line['MappingErrors'] !== undefined) !== undefined;
  });
}

function isEmfLine(line: LogLine): line is EmfLine {
  return '_aws' in line;
}

function listPublished(line: EmfLine): MetricIdentity[] {
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, line[name]]));
      return Metrics.map(({ Name }) => ({ namespace: Namespace, name: Name, dimensions }));
    }),
  );
}
