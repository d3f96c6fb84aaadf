import { METRIC_DIMENSIONS } from '../../contract';
import type { LineSettings } from './line-settings';
import type { DimensionSet } from './request-dimensions';
import type { MetricValue } from './request-metrics';

/** Metrics of one moment, under one or more sets of dimensions. */
export interface EmfRecord {
  /** In milliseconds since 1970. */
  readonly timestamp: number;
  /** Each has `service` besides. None has an empty value, because CloudWatch drops such a line. */
  readonly sets: readonly DimensionSet[];
  readonly metrics: readonly MetricValue[];
}

/**
 * Writes a line of CloudWatch's embedded metric format.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function formatEmfLine(
  { timestamp, sets, metrics }: EmfRecord,
  { namespace, service }: Pick<LineSettings, 'namespace' | 'service'>,
): string {
  const shared = { [METRIC_DIMENSIONS.service]: service };
  const directive = {
    Namespace: namespace,
    Dimensions: sets.map((set) => [...Object.keys(shared), ...Object.keys(set)]),
    Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
  };
  const values: Record<string, number> = {};
  for (const { name, value } of metrics) values[name] = value;
  return JSON.stringify({
    _aws: { Timestamp: timestamp, CloudWatchMetrics: [directive] },
    ...Object.assign({}, shared, ...sets),
    ...values,
  });
}
