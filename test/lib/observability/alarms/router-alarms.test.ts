import { Duration } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter, RouterAlarm, RouterJobs } from '../../../../lib';
import {
  API_KEYED,
  BUILT_IN,
  DEFAULTS,
  HOOKED,
  KEYED,
  makeStack,
  putRouterInStack,
  synthesize,
  TOKENS,
  templateOf,
} from '../../router-in-stack';
import { writeOut } from '../../write-out';

function findAlarm(template: Template, name: string) {
  const found = Object.entries(template.findResources('AWS::CloudWatch::Alarm')).find(([id]) =>
    id.startsWith(`RouterAlarms${name}`),
  );
  return found?.[1]['Properties'];
}

function total(id: string, metricName: string, stat: string) {
  return {
    Id: id,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: 'BedrockTierRouter',
        MetricName: metricName,
        Dimensions: [{ Name: 'service', Value: 'bedrock-tier-router' }],
      },
      Period: 300,
      Stat: stat,
    },
  };
}

describe('the alarms of a router', () => {
  const template = templateOf(DEFAULTS);

  it.each([
    ['errors', 'InvocationServerErrors', 5],
    ['throttles', 'InvocationThrottles', 10],
    ['tierdowngrades', 'TierDowngrades', 10],
  ])('%s: a share of all requests in two of three periods', (name, metricName, threshold) => {
    expect(findAlarm(template, name)).toMatchObject({
      Threshold: threshold,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Metrics: [
        { Id: 'expr_1', Expression: '100 * counted / requests', ReturnData: true },
        total('counted', metricName, 'Sum'),
        total('requests', 'RouterLatency', 'SampleCount'),
      ],
    });
  });

  it('router latency: its 99th percentile in two of three periods', () => {
    expect(findAlarm(template, 'routerlatency')).toMatchObject({
      Threshold: 500,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Namespace: 'BedrockTierRouter',
      MetricName: 'RouterLatency',
      Dimensions: [{ Name: 'service', Value: 'bedrock-tier-router' }],
      ExtendedStatistic: 'p99',
      Period: 300,
    });
  });

  it('API errors: a share of all responses in two of three periods', () => {
    expect(findAlarm(template, 'apierrors')).toMatchObject({
      Threshold: 5,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Metrics: [
        { Expression: '100 * errors', ReturnData: true },
        {
          Id: 'errors',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/ApiGateway',
              MetricName: '5XXError',
              Dimensions: [
                { Name: 'ApiName', Value: 'Pipeline-Router-6B1988F0' },
                { Name: 'Stage', Value: 'prod' },
              ],
            },
            Period: 300,
            Stat: 'Average',
          },
        },
      ],
    });
  });

  it('mapping errors: the first one', () => {
    expect(findAlarm(template, 'mappingerrors')).toMatchObject({
      Threshold: 1,
      EvaluationPeriods: 1,
      Namespace: 'BedrockTierRouter',
      MetricName: 'MappingErrors',
      Dimensions: [{ Name: 'service', Value: 'bedrock-tier-router' }],
      Statistic: 'Sum',
      Period: 300,
    });
  });

  it.each([
    ['functionerrors', 'Errors'],
    ['functionthrottles', 'Throttles'],
  ])('%s: the first one', (name, metricName) => {
    expect(findAlarm(template, name)).toMatchObject({
      Threshold: 1,
      EvaluationPeriods: 1,
      Namespace: 'AWS/Lambda',
      MetricName: metricName,
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'RouterFunction0F681190' } }],
      Statistic: 'Sum',
    });
  });

  it('catalog errors: the first one that the refresh reports, or its crash', () => {
    expect(findAlarm(template, 'catalogerrors')).toMatchObject({
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Metrics: [
        { Expression: 'SUM(METRICS())' },
        {
          MetricStat: {
            Metric: {
              Namespace: 'BedrockTierRouter',
              MetricName: 'CatalogErrors',
              Dimensions: [{ Name: 'service', Value: 'bedrock-tier-router' }],
            },
          },
        },
        {
          MetricStat: {
            Metric: {
              Namespace: 'AWS/Lambda',
              MetricName: 'Errors',
              Dimensions: [
                { Name: 'FunctionName', Value: { Ref: 'RouterCatalogRefreshFunctionA5558A83' } },
              ],
            },
          },
        },
      ],
    });
  });

  it('end of life: the first model, below 30 days in one of two days', () => {
    expect(findAlarm(template, 'endoflife')).toMatchObject({
      Threshold: 30,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'LessThanThreshold',
      Namespace: 'BedrockTierRouter',
      MetricName: 'DaysToEndOfLife',
      Dimensions: [{ Name: 'service', Value: 'bedrock-tier-router' }],
      Statistic: 'Minimum',
      Period: 86_400,
    });
  });

  it('treat missing data as good, describe themselves, and notify nobody', () => {
    template.resourceCountIs('AWS::CloudWatch::Alarm', 10);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      TreatMissingData: 'notBreaching',
      ComparisonOperator: Match.stringLikeRegexp('^(GreaterThanOrEqualTo|LessThan)Threshold$'),
      AlarmDescription: Match.stringLikeRegexp('^.{40,}\\.$'),
      AlarmActions: Match.absent(),
    });
  });
});

it('can have other thresholds, and be left out together with their metric filters', () => {
  const template = templateOf({
    alarms: {
      errorPercentage: 1,
      routerLatency: Duration.seconds(1),
      without: [RouterAlarm.THROTTLES, RouterAlarm.TIER_DOWNGRADES, RouterAlarm.MAPPING_ERRORS],
    },
  });
  expect(findAlarm(template, 'errors')).toMatchObject({ Threshold: 1 });
  expect(findAlarm(template, 'routerlatency')).toMatchObject({ Threshold: 1000 });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 7);
  template.resourceCountIs('AWS::Logs::MetricFilter', 2);
});

it('do not watch a catalog that is not refreshed', () => {
  const template = templateOf(BUILT_IN);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 8);
  expect(findAlarm(template, 'catalogerrors')).toBeUndefined();
  expect(findAlarm(template, 'endoflife')).toBeUndefined();
});

it('create nothing if all of them are left out', () => {
  const template = templateOf({ alarms: { without: Object.values(RouterAlarm) } });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  template.resourceCountIs('AWS::Logs::MetricFilter', 0);
});

it('notify a topic when an alarm starts and when it ends', () => {
  const { stack } = makeStack();
  new BedrockTierRouter(stack, 'Router', { alarmTopic: new Topic(stack, 'OnDuty') });
  const template = synthesize({ stack });
  const topic = Object.keys(template.findResources('AWS::SNS::Topic')).map((id) => ({ Ref: id }));
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: topic,
    OKActions: topic,
  });
});

it('add up the throttles of both functions, and ignore the errors of the LambdaHook', () => {
  const template = templateOf(HOOKED);
  expect(findAlarm(template, 'functionthrottles').Metrics).toMatchObject([
    { Expression: 'SUM(METRICS())' },
    { MetricStat: { Metric: { Dimensions: [{ Value: { Ref: 'RouterFunction0F681190' } }] } } },
    { MetricStat: { Metric: { Dimensions: [{ Value: { Ref: 'RouterLambdaHook2E73CB80' } }] } } },
  ]);
  expect(findAlarm(template, 'functionerrors')).toMatchObject({
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'RouterFunction0F681190' } }],
  });
});

it.each([
  ['key', KEYED, 'RouterKeyReader69D37C42'],
  ['token', TOKENS, 'RouterTokenVerifierEB94B149'],
])('include the throttles of the function that reads a %s', (_, props, id) => {
  expect(findAlarm(templateOf(props), 'functionthrottles').Metrics).toMatchObject([
    { Expression: 'SUM(METRICS())' },
    { MetricStat: { Metric: { Dimensions: [{ Value: { Ref: 'RouterFunction0F681190' } }] } } },
    { MetricStat: { Metric: { Dimensions: [{ Value: { Ref: id } }] } } },
  ]);
});

it.each([
  ['key', KEYED],
  ['token', TOKENS],
])('watch the function that reads a %s', (_, props) => {
  expect(findAlarm(templateOf(props), 'authorizererrors')).toMatchObject({
    Threshold: 1,
    EvaluationPeriods: 1,
    Namespace: 'BedrockTierRouter',
    MetricName: 'AuthorizerErrors',
    Dimensions: [{ Name: 'service', Value: 'bedrock-tier-router' }],
    Statistic: 'Sum',
  });
});

it('watch no function that reads credentials where API Gateway does so itself', () => {
  for (const props of [DEFAULTS, API_KEYED]) {
    expect(findAlarm(templateOf(props), 'authorizererrors')).toBeUndefined();
  }
});

describe('the alarms of jobs', () => {
  const template = templateOf({ ...BUILT_IN, jobs: RouterJobs.durable() });

  it('age: that of the oldest job within half an hour', () => {
    expect(findAlarm(template, 'jobage')).toMatchObject({
      Threshold: 72_000_000,
      EvaluationPeriods: 1,
      Namespace: 'BedrockTierRouter',
      MetricName: 'JobAge',
      Dimensions: [{ Name: 'service', Value: 'bedrock-tier-router' }],
      Statistic: 'Maximum',
      Period: 1800,
    });
  });

  it('failures: the first one', () => {
    expect(findAlarm(template, 'jobfailures')).toMatchObject({
      Threshold: 1,
      MetricName: 'JobsFailed',
      Dimensions: [{ Name: 'service', Value: 'bedrock-tier-router' }],
      Statistic: 'Sum',
      Period: 300,
    });
  });

  it('errors: crashes, jobs that could not begin, and ends that cannot be written', () => {
    const { Threshold, Metrics } = findAlarm(template, 'joberrors');
    expect(Threshold).toBe(1);
    const [{ Expression }, ...metrics] = Metrics;
    expect(Expression).toBe(
      'FILL(crashes, 0) + FILL(endCrashes, 0) + FILL(unstarted, 0) + FILL(lost, 0) + IF(FILL(age, 0) > 900, 1, 0)',
    );
    const read = metrics.map(({ MetricStat }: (typeof Metrics)[number]) => {
      const [{ Value }] = MetricStat.Metric.Dimensions;
      return `${MetricStat.Stat} of ${MetricStat.Metric.MetricName} of ${writeOut(Value)}`;
    });
    expect(read).toEqual([
      'Sum of Errors of <RouterJobsFunction6E94FE46>',
      'Sum of Errors of <RouterJobsEndFunction3AE35BDF>',
      'Sum of AsyncEventsDropped of <RouterJobsFunction6E94FE46>',
      'Sum of DeadLetterErrors of <RouterJobsFunction6E94FE46>',
      'Maximum of ApproximateAgeOfOldestMessage of <RouterJobsEndQueue63056A9E>',
    ]);
  });

  it('do not exist without jobs', () => {
    for (const name of ['jobage', 'jobfailures', 'joberrors']) {
      expect(findAlarm(templateOf(BUILT_IN), name), name).toBeUndefined();
    }
  });
});

it('refuse a threshold that no metric can reach', () => {
  expect(() => putRouterInStack({ alarms: { errorPercentage: 200 } })).toThrow(
    'alarms.errorPercentage must be more than 0 and at most 100 percent, got 200',
  );
});
