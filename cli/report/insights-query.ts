import { GROUPINGS, type Grouping } from './source';

/** The limit of CloudWatch Logs Insights for one query. */
export const MOST_ROWS = 10_000;

/**
 * Composes the query that adds up receipts. A comparison gives 1 or 0, and the count of a field counts the lines that
 * have it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
export function composeInsightsQuery(groupings: readonly Grouping[]): string {
  const sums = [
    'count(*) as requests',
    'sum(status >= 400) as errors',
    'sum(usage.inputTokens) as input_tokens',
    'sum(usage.outputTokens) as output_tokens',
    'count(usage.inputTokens) as measured',
    'count(estimated_cost_usd) as priced',
    'sum(estimated_cost_usd) as cost_usd',
    'sum(estimated_savings_usd) as savings_usd',
  ];
  return [
    'filter ispresent(operation) and ispresent(latency_ms)',
    `stats ${sums.join(', ')} by ${groupings.map((each) => GROUPINGS[each]).join(', ')}`,
    `limit ${MOST_ROWS}`,
  ].join(' | ');
}
