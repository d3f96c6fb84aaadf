import { beforeAll, describe, expect, it } from 'vitest';
import { METRICS } from '../../lambda/contract';
import { listFilteredMetrics } from '../lib/metric-filters';
import { isSameMetric, type MetricIdentity } from '../lib/metric-identity';
import { putRouterInStack, synthesize } from '../lib/router-in-stack';
import { listAlarmMetrics, listDashboardMetrics } from '../lib/synthesized-metrics';
import { observeEveryMetric } from './every-metric';

/**
 * What Lambda publishes under `FunctionName` by itself.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
const LAMBDA_METRICS = ['Duration', 'Errors', 'Throttles'];

const TEMPLATE = synthesize(putRouterInStack({ lambdaHookFunctionName: 'GENAIIDP-router' }));
const SHOWN = listDashboardMetrics(TEMPLATE);
const ALARMED = listAlarmMetrics(TEMPLATE);

function isOurs({ namespace }: MetricIdentity): boolean {
  return namespace !== 'AWS/Lambda';
}

function describeMetric({ namespace, name, dimensions }: MetricIdentity): string {
  return `${namespace} ${name} by ${Object.keys(dimensions).join(', ')}`;
}

function withNames(metrics: readonly MetricIdentity[]): [string, MetricIdentity][] {
  return metrics.map((metric) => [describeMetric(metric), metric]);
}

describe('the dashboard and the alarms', () => {
  let published: readonly MetricIdentity[];
  let counted: readonly MetricIdentity[];

  beforeAll(async () => {
    const observed = await observeEveryMetric();
    published = observed.published;
    counted = observed.log.flatMap((line) => listFilteredMetrics(TEMPLATE, line));
  });

  it.each(withNames(SHOWN.filter(isOurs)))('show what is published: %s', (_, metric) => {
    expect(published.filter((candidate) => isSameMetric(metric, candidate))).not.toEqual([]);
  });

  it.each(withNames(ALARMED.filter(isOurs)))('watch what is counted: %s', (_, metric) => {
    const candidates = [...published, ...counted];
    expect(candidates.filter((candidate) => isSameMetric(metric, candidate))).not.toEqual([]);
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
});
