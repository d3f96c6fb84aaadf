import { SearchExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE } from '../../../lambda/contract';
import { resolveServiceName } from '../resolve-service-name';

/** The dimension set that a search reads. */
export type SearchedBy = 'operation' | 'model' | 'modelOfOperation' | 'caller' | 'budget';

/** A metric, and the dimension set under which it is searched. */
export interface SearchedMetric {
  readonly metricName: string;
  readonly statistic: string;
  readonly by: SearchedBy;
}

const { service, operation, serviceTier, modelId, resolvedServiceTier, caller } = METRIC_DIMENSIONS;

const SEARCHES = {
  operation: {
    dimensions: [service, operation, serviceTier],
    label: `${showValue(serviceTier)} ${showValue(operation)}`,
  },
  model: {
    dimensions: [service, modelId, serviceTier, resolvedServiceTier],
    label: `${showValue(serviceTier)} as ${showValue(resolvedServiceTier)} ${showValue(modelId)}`,
  },
  /** The end of a model's life does not depend on the tier. */
  modelOfOperation: {
    dimensions: [service, operation, modelId],
    label: `${showValue(operation)} ${showValue(modelId)}`,
  },
  caller: {
    dimensions: [service, caller, serviceTier],
    label: `${showValue(serviceTier)} ${showValue(caller)}`,
  },
  /** A budget covers all tiers. */
  budget: { dimensions: [service, caller], label: showValue(caller) },
} as const;

/**
 * Searches for the metrics of one router for every operation, model or caller and every tier, including those that are added after the
 * deployment. The label of a line begins with the tier: `flex extraction`, `flex as default us.amazon.nova-2-lite-v1:0`.
 *
 * CloudWatch finds metrics that had data within the last two weeks. It accepts searches in dashboards but not in alarms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function searchMetric(
  { metricName, statistic, by }: SearchedMetric,
  parameterPrefix: string,
): SearchExpression {
  const { dimensions, label } = SEARCHES[by];
  const schema = [METRIC_NAMESPACE, ...dimensions].join(',');
  const terms = `${service}="${resolveServiceName(parameterPrefix)}" MetricName="${metricName}"`;
  return new SearchExpression({
    expression: `SEARCH('{${schema}} ${terms}', '${statistic}')`,
    label,
  });
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html */
function showValue(dimension: string): string {
  return `\${PROP('Dim.${dimension}')}`;
}
