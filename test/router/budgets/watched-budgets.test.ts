import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { beforeAll, describe, expect, it } from 'vitest';
import { CloudWatchBudgetTelemetry } from '../../../lambda/adapters/telemetry/cloud-watch-budgets';
import { readLineSettings } from '../../../lambda/adapters/telemetry/line-settings';
import { LineWriter } from '../../../lambda/adapters/telemetry/line-writer';
import type { BudgetEvent } from '../../../lambda/app/budgets/services';
import { BUDGET_METRICS } from '../../../lambda/contract';
import { RouterAuthorization } from '../../../lib';
import { captureOutput } from '../../contract/capture-output';
import { composeCaller } from '../../fakes/fake-budget-services';
import { isSameMetric, type MetricIdentity } from '../../lib/metric-identity';
import { putRouterInStack, synthesize } from '../../lib/router-in-stack';
import { listAlarmMetrics, listDashboardMetrics } from '../../lib/synthesized-metrics';

const ACCOUNT = { caller: composeCaller(), period: '2026-11' };
const NOTICE = { caller: 'claims-team', callerId: 'key1', period: '2026-11', limitUsd: 1 };
const EVENTS: readonly BudgetEvent[] = [
  { kind: 'threshold-reached', notice: { ...NOTICE, spentUsd: 0.8, threshold: 80 } },
  { kind: 'overrun', ...ACCOUNT, reservedUsd: 0.1, chargedUsd: 0.2 },
  { kind: 'released', ...ACCOUNT, count: 3, usd: 0.3 },
  { kind: 'unavailable', step: 'reserve', ...ACCOUNT, unrecordedUsd: undefined, cause: 'down' },
];

/** One line in CloudWatch's embedded metric format, as Powertools writes it for a single metric. */
interface EmfLine {
  readonly [dimension: string]: unknown;
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      {
        readonly Namespace: string;
        readonly Dimensions: readonly [readonly string[]];
        readonly Metrics: readonly [{ readonly Name: string }];
      },
    ];
  };
}

const isOfBudgets = ({ name }: MetricIdentity) =>
  Object.values<string>(BUDGET_METRICS).includes(name);

function publish(): readonly MetricIdentity[] {
  const telemetry = new CloudWatchBudgetTelemetry(new LineWriter(readLineSettings({})));
  const lines = captureOutput(() => {
    for (const event of EVENTS) telemetry.recordBudgetEvent(event);
  }).map((line) => JSON.parse(line));
  return lines.filter((line) => '_aws' in line).map(identify);
}

function identify(line: EmfLine): MetricIdentity {
  const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
  const [names] = Dimensions;
  const dimensions = Object.fromEntries(names.map((name) => [name, line[name]]));
  return { namespace: Namespace, name: Metrics[0].Name, dimensions };
}

describe('if callers have keys', () => {
  const inStack = putRouterInStack({ authorization: RouterAuthorization.keys() });
  const { router } = inStack;
  const caller = router.addCaller('claims-team', {});
  const template = synthesize(inStack);

  it('the dashboard shows every metric of budgets as it is published', () => {
    const published = publish();
    const shown = listDashboardMetrics(template).filter(isOfBudgets);
    expect(shown.map(({ name }) => name).sort()).toEqual(Object.values(BUDGET_METRICS).sort());
    for (const metric of shown) {
      expect(published.filter((candidate) => isSameMetric(metric, candidate))).toHaveLength(1);
    }
  });

  it.each<[string, Metric]>([
    ['warnings of a caller', caller.metricBudgetWarnings()],
    ['overruns of a caller', caller.metricBudgetOverruns()],
    ['releases of a caller', caller.metricBudgetReleases()],
    ['errors of the ledger', router.metricBudgetErrors()],
  ])('the %s are read as they are published', (_, { namespace, metricName, dimensions = {} }) => {
    const read = { namespace, name: metricName, dimensions };
    expect(publish().filter((candidate) => isSameMetric(read, candidate))).toHaveLength(1);
  });

  it('an alarm watches the ledger', () => {
    const [alarmed, ...others] = listAlarmMetrics(template).filter(isOfBudgets);
    expect(others).toEqual([]);
    expect(alarmed).toEqual({
      namespace: 'BedrockTierRouter',
      name: 'BudgetErrors',
      dimensions: { service: 'bedrock-tier-router' },
    });
  });
});

describe('if they have none', () => {
  let metrics: readonly MetricIdentity[];

  beforeAll(() => {
    const template = synthesize(putRouterInStack());
    metrics = [...listDashboardMetrics(template), ...listAlarmMetrics(template)];
  });

  it('nothing shows budgets', () => {
    expect(metrics.filter(isOfBudgets)).toEqual([]);
  });
});
