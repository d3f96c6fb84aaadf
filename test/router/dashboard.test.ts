import { beforeAll, describe, expect, it } from 'vitest';
import { METRICS } from '../../lambda/contract';
import type { JsonObject } from '../../lambda/core/json/json-object';
import { listCounted } from '../lib/metric-filters';
import { isSame, type MetricIdentity } from '../lib/metric-identity';
import { putRouterInStack, synthesize } from '../lib/router-in-stack';
import { listAlarmed, listShown } from '../lib/synthesized-metrics';
import { produceEveryMetric } from './every-metric';
import { type ObservedRouter, startObservedRouter } from './support';

/** What the dashboard already shows and the function does not publish. */
const NOT_YET_PUBLISHED: readonly string[] = [];

/**
 * What Lambda publishes under `FunctionName` by itself.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
const LAMBDA_METRICS = ['Duration', 'Errors', 'Throttles'];

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

const TEMPLATE = synthesize(putRouterInStack({ lambdaHookFunctionName: 'GENAIIDP-router' }));
const SHOWN = listShown(TEMPLATE);
const ALARMED = listAlarmed(TEMPLATE);

function listPublished(line: EmfLine): MetricIdentity[] {
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, line[name]]));
      return Metrics.map(({ Name }) => ({ namespace: Namespace, name: Name, dimensions }));
    }),
  );
}

function isOurs({ namespace, name }: MetricIdentity): boolean {
  return namespace !== 'AWS/Lambda' && !NOT_YET_PUBLISHED.includes(name);
}

function describeMetric({ namespace, name, dimensions }: MetricIdentity): string {
  return `${namespace} ${name} by ${Object.keys(dimensions).join(', ')}`;
}

function withNames(metrics: readonly MetricIdentity[]): [string, MetricIdentity][] {
  return metrics.map((metric) => [describeMetric(metric), metric]);
}

describe('the dashboard and the alarms', () => {
  let router: ObservedRouter;
  let published: readonly MetricIdentity[];
  let counted: readonly MetricIdentity[];

  beforeAll(async () => {
    router = await startObservedRouter({ settings: { mappingMaxAgeSeconds: 0.05 } });
    await produceEveryMetric(router);
    await router.close();
    const lines = router.log.filter((entry): entry is EmfLine => entry['_aws'] !== undefined);
    published = lines.flatMap(listPublished);
    counted = router.log.flatMap((line) => listCounted(TEMPLATE, line));
  });

  it.each(withNames(SHOWN.filter(isOurs)))('show what is published: %s', (_, metric) => {
    expect(published.filter((candidate) => isSame(metric, candidate))).not.toEqual([]);
  });

  it.each(withNames(ALARMED.filter(isOurs)))('watch what is counted: %s', (_, metric) => {
    const candidates = [...published, ...counted];
    expect(candidates.filter((candidate) => isSame(metric, candidate))).not.toEqual([]);
  });

  it('show every metric that the function has', () => {
    const names = SHOWN.filter(({ namespace }) => namespace === 'BedrockTierRouter').map(
      ({ name }) => name,
    );
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
    expect(requests).toHaveLength(9);
    expect(total).toHaveLength(9);
  });

  it('wait for no metric that is published already', () => {
    const names = published.map(({ name }) => name);
    expect(NOT_YET_PUBLISHED.filter((name) => names.includes(name))).toEqual([]);
  });
});
