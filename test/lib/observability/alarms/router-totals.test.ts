import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { expect, it } from 'vitest';
import { RouterTotals } from '../../../../lib/observability/alarms/router-totals';

function makeTotals(): { readonly stack: Stack; readonly totals: RouterTotals } {
  const stack = new Stack(new App(), 'Pipeline');
  const logGroup = new LogGroup(stack, 'Logs');
  const totals = new RouterTotals(stack, 'Totals', { logGroup, parameterPrefix: '/team/router' });
  return { stack, totals };
}

it('create one metric filter for all statistics of a metric', () => {
  const { stack, totals } = makeTotals();
  const p99 = totals.metric('RouterLatency', 'p99');
  const samples = totals.metric('RouterLatency', 'SampleCount');
  expect(p99).toMatchObject({
    namespace: 'BedrockTierRouter',
    metricName: 'RouterLatency',
    dimensions: { service: 'team/router' },
    statistic: 'p99',
  });
  expect(samples.statistic).toBe('SampleCount');
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Logs::MetricFilter', 1);
  template.hasResourceProperties('AWS::Logs::MetricFilter', {
    LogGroupName: { Ref: 'Logs6819BB44' },
    FilterPattern: '{ $.RouterLatency >= 0 }',
    MetricTransformations: [
      {
        MetricNamespace: 'BedrockTierRouter',
        MetricName: 'RouterLatency',
        MetricValue: '$.RouterLatency',
        Dimensions: [{ Key: 'service', Value: '$.service' }],
        Unit: 'Milliseconds',
      },
    ],
  });
});

it('read jobs from their own log, but submissions from that of requests', () => {
  const stack = new Stack(new App(), 'Pipeline');
  const [logGroup, jobLogGroup] = ['Logs', 'JobLogs'].map((id) => new LogGroup(stack, id));
  if (logGroup === undefined) throw new Error('there is no log group');
  const parameterPrefix = '/team/router';
  const totals = new RouterTotals(stack, 'Totals', { logGroup, jobLogGroup, parameterPrefix });
  for (const name of ['JobsQueued', 'JobsFailed', 'JobAge']) totals.publish(name);
  const filters = Object.values(
    Template.fromStack(stack).findResources('AWS::Logs::MetricFilter'),
  ).map(({ Properties: { FilterPattern, LogGroupName, MetricTransformations } }) => {
    return `${FilterPattern} of ${LogGroupName.Ref} in ${MetricTransformations[0].Unit}`;
  });
  expect(filters.sort()).toEqual([
    '{ $.JobAge >= 0 } of JobLogs4F84869B in Milliseconds',
    '{ $.JobsFailed >= 0 } of JobLogs4F84869B in Count',
    '{ $.JobsQueued >= 0 } of Logs6819BB44 in Count',
  ]);
});

it('create no metric filter for a metric that is not read', () => {
  Template.fromStack(makeTotals().stack).resourceCountIs('AWS::Logs::MetricFilter', 0);
});

it.each([
  ['Invocations', '{ $.Invocations >= 0 }', 'Count'],
  ['TimeToFirstToken', '{ $.TimeToFirstToken >= 0 }', 'Milliseconds'],
  ['EstimatedCost', '{ $.EstimatedCost >= 0 }', 'None'],
  ['EstimatedSavings', '{ ($.EstimatedSavings >= 0) || ($.EstimatedSavings < 0) }', 'None'],
])('publish %s by %s in %s', (metricName, FilterPattern, Unit) => {
  const { stack, totals } = makeTotals();
  totals.publish(metricName);
  totals.publish(metricName);
  Template.fromStack(stack).hasResourceProperties('AWS::Logs::MetricFilter', {
    FilterPattern,
    MetricTransformations: [{ MetricName: metricName, Unit }],
  });
});
