import { type DimensionsMap, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE, SERVICE_NAME } from '../../lambda/contract';

/** A metric of the function. The function publishes every metric with the dimension `service`. */
export function readMetric(
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
