import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { JOB_METRICS, METRICS } from '../../../lambda/contract';
import type { MeasuredRouter } from '../measured-router';
import type { ObservedFunctions, ObservedJobs } from '../observed-functions';
import { RouterAlarm } from './router-alarm-options';
import type { RouterTotals } from './router-totals';

/** Every job that waits has an attempt within this time. */
const JOB_AGE_PERIOD = Duration.minutes(30);

/** The sources of the alarms' metrics. */
export interface AlarmedRouter extends ObservedFunctions {
  readonly totals: RouterTotals;
}

/**
 * Finds the metric of an alarm, and creates its metric filter if it needs one. It is undefined if this router does not
 * publish the metric.
 */
export function findAlarmedMetric(
  alarm: RouterAlarm,
  observed: AlarmedRouter,
): IMetric | undefined {
  const { totals, metrics, router, catalogRefresh, authorizer, hasBudgets, jobs } = observed;
  switch (alarm) {
    case RouterAlarm.ERRORS:
      return shareOfRequests(totals, METRICS.invocationServerErrors);
    case RouterAlarm.THROTTLES:
      return shareOfRequests(totals, METRICS.invocationThrottles);
    case RouterAlarm.TIER_DOWNGRADES:
      return shareOfRequests(totals, METRICS.tierDowngrades);
    case RouterAlarm.MAPPING_ERRORS:
      return metrics.metricMappingErrors();
    case RouterAlarm.BUDGET_ERRORS:
      return hasBudgets ? metrics.metricBudgetErrors() : undefined;
    case RouterAlarm.CATALOG_ERRORS:
      return catalogRefresh && sumCatalogErrors(metrics, catalogRefresh);
    case RouterAlarm.END_OF_LIFE:
      return catalogRefresh && metrics.metricDaysToEndOfLife();
    case RouterAlarm.ROUTER_LATENCY:
      return totals.metric(METRICS.routerLatency, 'p99');
    case RouterAlarm.API_ERRORS:
      return shareOfResponses(observed);
    case RouterAlarm.AUTHORIZER_ERRORS:
      return authorizer && metrics.metricAuthorizerErrors();
    case RouterAlarm.FUNCTION_ERRORS:
      return router.metricErrors();
    case RouterAlarm.FUNCTION_THROTTLES:
      return sumThrottles(observed);
    case RouterAlarm.JOB_AGE:
      return (
        jobs && totals.metric(JOB_METRICS.jobAge, Stats.MAXIMUM).with({ period: JOB_AGE_PERIOD })
      );
    case RouterAlarm.JOB_FAILURES:
      return jobs && totals.metric(JOB_METRICS.jobsFailed, Stats.SUM);
    case RouterAlarm.JOB_ERRORS:
      return jobs && sumJobErrors(jobs);
    default:
      return alarm satisfies never;
  }
}

/** Computes a percentage. Every request publishes `RouterLatency` once, so its sample count is the number of requests. */
function shareOfRequests(totals: RouterTotals, metricName: string): IMetric {
  return new MathExpression({
    expression: '100 * counted / requests',
    usingMetrics: {
      counted: totals.metric(metricName, Stats.SUM),
      requests: totals.metric(METRICS.routerLatency, Stats.SAMPLE_COUNT),
    },
    label: `${metricName}, percent of requests`,
  });
}

/**
 * Computes a percentage. The average of API Gateway's metric is the share of all responses.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
function shareOfResponses({ api }: ObservedFunctions): IMetric {
  const { restApi, stageName } = api;
  // A reference to the stage would make an alias that this alarm rolls back depend on itself.
  const dimensionsMap = { ApiName: restApi.restApiName, Stage: stageName };
  const { deploymentStage: stage } = restApi;
  return new MathExpression({
    expression: '100 * errors',
    usingMetrics: { errors: stage.metricServerError({ statistic: Stats.AVERAGE, dimensionsMap }) },
    label: '5XXError, percent of responses',
  });
}

/** A function that crashes or runs out of time publishes no metric of its own. */
function sumCatalogErrors(metrics: MeasuredRouter, catalogRefresh: IFunction): IMetric {
  return new MathExpression({
    expression: 'SUM(METRICS())',
    usingMetrics: {
      reported: metrics.metricCatalogErrors(),
      crashes: catalogRefresh.metricErrors(),
    },
    label: 'Catalog errors',
  });
}

function sumThrottles({ router, lambdaHook, authorizer }: ObservedFunctions): IMetric {
  if (lambdaHook === undefined && authorizer === undefined) return router.metricThrottles();
  return new MathExpression({
    expression: 'SUM(METRICS())',
    usingMetrics: {
      router: router.metricThrottles(),
      ...(lambdaHook === undefined ? {} : { hook: lambdaHook.metricThrottles() }),
      ...(authorizer === undefined ? {} : { authorizer: authorizer.metricThrottles() }),
    },
    label: 'Throttles',
  });
}

/**
 * Adds up crashes, jobs that could not be begun, and an end that could not be written for a quarter of an hour: the queue
 * keeps it, and is the only sign of it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
function sumJobErrors({ worker, end }: ObservedJobs): IMetric {
  const sums = {
    crashes: worker.metricErrors(),
    endCrashes: end.function.metricErrors(),
    unstarted: worker.metric('AsyncEventsDropped', { statistic: Stats.SUM }),
    lost: worker.metric('DeadLetterErrors', { statistic: Stats.SUM }),
  };
  const filled = Object.keys(sums).map((name) => `FILL(${name}, 0)`);
  return new MathExpression({
    expression: `${filled.join(' + ')} + IF(FILL(age, 0) > 900, 1, 0)`,
    usingMetrics: {
      ...sums,
      age: end.queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM }),
    },
    label: 'Job errors',
  });
}
