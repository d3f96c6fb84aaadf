import { type Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE } from '../../../lambda/contract';
import { createMetric } from '../create-metric';

export interface RouterTotalsProps {
  /** The log group to which the function writes its metrics, one JSON line for each request. */
  readonly logGroup: ILogGroup;
  /** The prefix of the router. */
  readonly parameterPrefix: string;
}

/**
 * The function's metrics over all operations, tiers and models. Metric filters read them from the function's log and
 * publish them with `service` as their only dimension.
 *
 * Alarms need these totals: CloudWatch alarms accept no search expressions and at most one Metrics Insights query, and
 * Metrics Insights has no percentiles.
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
  metric(metricName: string, statistic: string, unit = Unit.COUNT): Metric {
    if (this.node.tryFindChild(metricName) === undefined) this.createFilter(metricName, unit);
    const { parameterPrefix } = this.props;
    return createMetric({ parameterPrefix, metricName }, { statistic }).attachTo(this);
  }

  /** The condition on the number excludes receipts, which are JSON lines in the same log group. */
  private createFilter(metricName: string, unit: Unit): void {
    new MetricFilter(this, metricName, {
      logGroup: this.props.logGroup,
      filterPattern: FilterPattern.numberValue(`$.${metricName}`, '>=', 0),
      metricNamespace: METRIC_NAMESPACE,
      metricName,
      metricValue: `$.${metricName}`,
      dimensions: { [METRIC_DIMENSIONS.service]: `$.${METRIC_DIMENSIONS.service}` },
      unit,
    });
  }
}
