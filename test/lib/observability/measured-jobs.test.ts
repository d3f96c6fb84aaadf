import { App, Duration, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, it } from 'vitest';
import { JOB_METRICS } from '../../../lambda/contract';
import { MeasuredJobs, MetricScope, ServiceTier } from '../../../lib';

class JustMeasured extends MeasuredJobs {
  readonly parameterPrefix = '/team/router';
}

const ROUTER = new JustMeasured(new Stack(new App(), 'Pipeline'), 'Router');
const EXTRACTION = MetricScope.operation('extraction', ServiceTier.FLEX);

const METRICS_BY_NAME: [string, string, number, Metric][] = [
  ['JobsQueued', 'Sum', 5, ROUTER.metricJobsQueued(EXTRACTION)],
  ['JobsSucceeded', 'Sum', 5, ROUTER.metricJobsSucceeded(EXTRACTION)],
  ['JobsFailed', 'Sum', 5, ROUTER.metricJobsFailed(EXTRACTION)],
  ['JobsStopped', 'Sum', 5, ROUTER.metricJobsStopped(EXTRACTION)],
  ['JobWait', 'Average', 5, ROUTER.metricJobWait(EXTRACTION)],
  ['JobAge', 'Maximum', 30, ROUTER.metricJobAge(EXTRACTION)],
];

it.each(METRICS_BY_NAME)(
  '%s is read as %s over %i minutes',
  (metricName, statistic, minutes, metric) => {
    expect(metric).toMatchObject({
      namespace: 'BedrockTierRouter',
      metricName,
      statistic,
      dimensions: { service: 'team/router', Operation: 'extraction', ServiceTier: 'flex' },
      period: Duration.minutes(minutes),
    });
  },
);

it('has a method for every metric of jobs that the functions publish', () => {
  const names = METRICS_BY_NAME.map(([name]) => name);
  expect(names.sort()).toEqual(Object.values(JOB_METRICS).sort());
});
