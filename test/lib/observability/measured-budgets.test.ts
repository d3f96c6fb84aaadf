import { App, Duration, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, it } from 'vitest';
import { BUDGET_METRICS } from '../../../lambda/contract';
import { MeasuredBudgets } from '../../../lib';

class JustMeasured extends MeasuredBudgets {
  readonly parameterPrefix = '/team/router';
}

const ROUTER = new JustMeasured(new Stack(new App(), 'Pipeline'), 'Router');
const OF_CALLER = { service: 'team/router', Caller: 'claims' };

const METRICS_BY_NAME: [string, object, Metric][] = [
  ['BudgetWarnings', OF_CALLER, ROUTER.metricBudgetWarnings('claims')],
  ['BudgetOverruns', OF_CALLER, ROUTER.metricBudgetOverruns('claims')],
  ['BudgetReleases', OF_CALLER, ROUTER.metricBudgetReleases('claims')],
  ['BudgetErrors', { service: 'team/router' }, ROUTER.metricBudgetErrors()],
];

it.each(METRICS_BY_NAME)('%s is a sum over %o', (metricName, dimensions, metric) => {
  expect(metric).toMatchObject({
    namespace: 'BedrockTierRouter',
    metricName,
    statistic: 'Sum',
    dimensions,
    period: Duration.minutes(5),
  });
});

it('has a method for every metric of budgets that the function publishes', () => {
  const names = METRICS_BY_NAME.map(([name]) => name);
  expect(names.sort()).toEqual(Object.values(BUDGET_METRICS).sort());
});

it('takes another period', () => {
  const metric = ROUTER.metricBudgetWarnings('claims', { period: Duration.days(1) });
  expect(metric.period).toEqual(Duration.days(1));
});
