import { Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE, SERVICE_NAME } from '../../../lambda/contract';

export interface RouterTotalsProps {
  /** Where the function writes its metrics, one JSON line a request. */
  readonly logGroup: ILogGroup;
}

/**
 * The function's metrics over all operations, tiers and models: CloudWatch Logs reads the same lines once more and
 * counts them under the dimension `service` alone.
 *
 * Alarms need it. They take no search expression and one Metrics Insights query at most, and such a query knows no
 * percentiles.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class RouterTotals extends Construct {
  private readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, { logGroup }: RouterTotalsProps) {
    super(scope, id);
    this.logGroup = logGroup;
  }

  /** A metric over everything; only what is asked for is counted, because every metric is billed. */
  read(metricName: string, statistic: string, unit = Unit.COUNT): Metric {
    if (this.node.tryFindChild(metricName) === undefined) this.filter(metricName, unit);
    return new Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [METRIC_DIMENSIONS.service]: SERVICE_NAME },
      statistic,
    }).attachTo(this);
  }

  /** A condition on the number keeps the receipts out, which are other JSON lines in the same log. */
  private filter(metricName: string, unit: Unit): void {
    new MetricFilter(this, metricName, {
      logGroup: this.logGroup,
      filterPattern: FilterPattern.numberValue(`$.${metricName}`, '>=', 0),
      metricNamespace: METRIC_NAMESPACE,
      metricName,
      metricValue: `$.${metricName}`,
      dimensions: { [METRIC_DIMENSIONS.service]: `$.${METRIC_DIMENSIONS.service}` },
      unit,
    });
  }
}
