import { type IMetric, MathExpression, type Metric, Stats, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { METRICS } from '../../../lambda/contract';
import { RouterAlarm } from './router-alarm-options';
import type { RouterTotals } from './router-totals';

/** Where the alarms find their metrics. */
export interface AlarmedMetrics {
  readonly totals: RouterTotals;
  readonly mappingErrors: Metric;
  /** Of the ledger, where callers may have budgets. */
  readonly budgetErrors?: Metric | undefined;
  readonly function: IFunction;
  /** Behind the LambdaHook, where there is one. */
  readonly lambdaHook?: IFunction | undefined;
  /** That lets callers in, where there is one. */
  readonly authorizer?: IFunction | undefined;
}

/**
 * The metric behind an alarm, undefined where this router has none; what only this alarm needs is counted from here on.
 */
export function readAlarmedMetric(
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
    case RouterAlarm.ROUTER_LATENCY:
      return metrics.totals.read(METRICS.routerLatency, 'p99', Unit.MILLISECONDS);
    case RouterAlarm.FUNCTION_ERRORS:
      return metrics.function.metricErrors();
    case RouterAlarm.FUNCTION_THROTTLES:
      return sumThrottles(metrics);
  }
}

/** In percent. `RouterLatency` is the one metric that every request has, so its samples are the requests. */
function shareOfRequests(totals: RouterTotals, metricName: string): IMetric {
  return new MathExpression({
    expression: '100 * counted / requests',
    usingMetrics: {
      counted: totals.read(metricName, Stats.SUM),
      requests: totals.read(METRICS.routerLatency, Stats.SAMPLE_COUNT, Unit.MILLISECONDS),
    },
    label: `${metricName}, percent of requests`,
  });
}

function sumThrottles({ function: router, lambdaHook, authorizer }: AlarmedMetrics): IMetric {
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
