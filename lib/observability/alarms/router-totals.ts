import { type Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  JOB_METRICS,
  METRIC_DIMENSIONS,
  METRIC_NAMESPACE,
  METRICS,
} from '../../../lambda/contract';
import { createMetric } from '../create-metric';

/** The units of metrics that are not counts. */
const UNITS: { readonly [metricName: string]: Unit } = {
  [METRICS.invocationLatency]: Unit.MILLISECONDS,
  [METRICS.timeToFirstToken]: Unit.MILLISECONDS,
  [METRICS.routerLatency]: Unit.MILLISECONDS,
  [JOB_METRICS.jobWait]: Unit.MILLISECONDS,
  [JOB_METRICS.jobAge]: Unit.MILLISECONDS,
  [METRICS.estimatedCost]: Unit.NONE,
  [METRICS.estimatedSavings]: Unit.NONE,
};

const { jobsSucceeded, jobsFailed, jobsStopped, jobWait, jobAge } = JOB_METRICS;
const OF_JOBS: readonly string[] = [jobsSucceeded, jobsFailed, jobsStopped, jobWait, jobAge];

export interface RouterTotalsProps {
  /** The log group to which the function writes its metrics, one JSON line for each request. */
  readonly logGroup: ILogGroup;
  /** The log group of the functions of jobs; undefined without jobs. */
  readonly jobLogGroup?: ILogGroup | undefined;
  /** The prefix of the router. */
  readonly parameterPrefix: string;
}

/**
 * The function's metrics over all operations, tiers and models. Metric filters read them from the function's log and
 * publish them with `service` as their only dimension.
 *
 * Alarms and `MetricScope.all()` need these totals: CloudWatch alarms accept no search expressions and at most one Metrics
 * Insights query, and Metrics Insights has no percentiles.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class RouterTotals extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RouterTotalsProps,
  ) {
    super(scope, id);
  }

  /** Returns the metric of a total. Its filter is created on first use, because AWS bills every custom metric. */
  metric(metricName: string, statistic: string): Metric {
    this.publish(metricName);
    const { parameterPrefix } = this.props;
    return createMetric({ parameterPrefix, metricName }, { statistic }).attachTo(this);
  }

  /**
   * Publishes a total. The condition on the number excludes receipts, which are JSON lines in the same log group. Savings
   * are negative if a tier costs more.
   */
  publish(metricName: string): void {
    if (this.node.tryFindChild(metricName) !== undefined) return;
    const field = `$.${metricName}`;
    const isPositive = FilterPattern.numberValue(field, '>=', 0);
    new MetricFilter(this, metricName, {
      logGroup: this.findLogGroup(metricName),
      filterPattern:
        metricName === METRICS.estimatedSavings
          ? FilterPattern.any(isPositive, FilterPattern.numberValue(field, '<', 0))
          : isPositive,
      metricNamespace: METRIC_NAMESPACE,
      metricName,
      metricValue: field,
      dimensions: { [METRIC_DIMENSIONS.service]: `$.${METRIC_DIMENSIONS.service}` },
      unit: UNITS[metricName] ?? Unit.COUNT,
    });
  }

  /** A submission is a request. All else of jobs happens in their own functions. */
  private findLogGroup(metricName: string): ILogGroup {
    const { logGroup, jobLogGroup = logGroup } = this.props;
    return OF_JOBS.includes(metricName) ? jobLogGroup : logGroup;
  }
}
