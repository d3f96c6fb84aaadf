import { SearchExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE, SERVICE_NAME } from '../../../lambda/contract';

/** Which of the published dimension sets a search goes through. */
export type SearchedBy = 'operation' | 'model' | 'caller' | 'budget';

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
  caller: {
    dimensions: [service, caller, serviceTier],
    label: `${showValue(serviceTier)} ${showValue(caller)}`,
  },
  /** Money is a caller's on all tiers together. */
  budget: { dimensions: [service, caller], label: showValue(caller) },
} as const;

/**
 * A line in a graph for every operation, model or caller and every tier that has data, those included that appear after
 * the deployment. The line is named for its tier first: `flex extraction`, `flex as default us.amazon.nova-2-lite-v1:0`.
 *
 * CloudWatch finds what had data within the last two weeks. It takes searches in dashboards and refuses them in alarms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function searchMetric(
  metricName: string,
  statistic: string,
  by: SearchedBy,
): SearchExpression {
  const { dimensions, label } = SEARCHES[by];
  const schema = [METRIC_NAMESPACE, ...dimensions].join(',');
  const terms = `${service}="${SERVICE_NAME}" MetricName="${metricName}"`;
  return new SearchExpression({
    expression: `SEARCH('{${schema}} ${terms}', '${statistic}')`,
    label,
  });
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html */
function showValue(dimension: string): string {
  return `\${PROP('Dim.${dimension}')}`;
}
