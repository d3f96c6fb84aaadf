import { type DimensionsMap, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE, SERVICE_NAME } from '../../lambda/contract';

/** Creates a metric that the function publishes. Each has the dimension `service`. */
export function createMetric(
  metricName: string,
  dimensions: DimensionsMap,
  props: MetricOptions,
): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { [METRIC_DIMENSIONS.service]: SERVICE_NAME, ...dimensions },
    ...props,
  });
}
