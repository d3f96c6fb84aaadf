import { type IMetric, MathExpression, Stats, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../../lambda/contract';
import type { ObservedFunctions } from '../observed-functions';
import { RouterAlarm } from './router-alarm-options';
import type { RouterTotals } from './router-totals';

/** The sources of the alarms' metrics. */
export interface AlarmedMetrics extends ObservedFunctions {
  readonly totals: RouterTotals;
}

/**
 * Finds the metric of an alarm, and creates its metric filter if it needs one. It is undefined if this router does not
 * publish the metric.
 */
export function findAlarmedMetric(
  alarm: RouterAlarm,
  metrics: AlarmedMetrics,
): IMetric | undefined {
  switch (alarm) {
    case RouterAlarm.ERRORS:
      return shareOfRequests(metrics.totals, METRICS.invocationServerErrors);
    case RouterAlarm.THROTTLES:
      return shareOfRequests(metrics.totals, METRICS.invocationThrottles);
    case RouterAlarm.TIER_DOWNGRADES:
      return shareOfRequests(metrics.totals, METRICS.tierDowngrades);
    case RouterAlarm.MAPPING_ERRORS:
      return metrics.mappingErrors;
    case RouterAlarm.BUDGET_ERRORS:
      return metrics.budgetErrors;
    case RouterAlarm.CATALOG_ERRORS:
      return sumCatalogErrors(metrics);
    case RouterAlarm.END_OF_LIFE:
      return metrics.daysToEndOfLife;
    case RouterAlarm.ROUTER_LATENCY:
      return metrics.totals.metric(METRICS.routerLatency, 'p99', Unit.MILLISECONDS);
    case RouterAlarm.FUNCTION_ERRORS:
      return metrics.router.metricErrors();
    case RouterAlarm.FUNCTION_THROTTLES:
      return sumThrottles(metrics);
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
      requests: totals.metric(METRICS.routerLatency, Stats.SAMPLE_COUNT, Unit.MILLISECONDS),
    },
    label: `${metricName}, percent of requests`,
  });
}

/** A function that crashes or runs out of time publishes no metric of its own. */
function sumCatalogErrors({
  catalogRefresh,
  catalogErrors,
}: ObservedFunctions): IMetric | undefined {
  if (catalogRefresh === undefined || catalogErrors === undefined) return undefined;
  return new MathExpression({
    expression: 'SUM(METRICS())',
    usingMetrics: { reported: catalogErrors, crashes: catalogRefresh.metricErrors() },
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
