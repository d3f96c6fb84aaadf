import { type DimensionsMap, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE } from '../../lambda/contract';
import { resolveServiceName } from './resolve-service-name';

/** A metric that the functions of a router publish. */
export interface PublishedMetric {
  /** The prefix of the router, which names it in the dimension `service`. */
  readonly parameterPrefix: string;
  readonly metricName: string;
  /** The dimensions in addition to `service`. */
  readonly dimensions?: DimensionsMap;
}

/** Creates a metric that a router publishes. Each has the dimension `service`. */
export function createMetric(published: PublishedMetric, props: MetricOptions): Metric {
  const { parameterPrefix, metricName, dimensions } = published;
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: {
      [METRIC_DIMENSIONS.service]: resolveServiceName(parameterPrefix),
      ...dimensions,
    },
    ...props,
  });
}
