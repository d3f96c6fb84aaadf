import type { ReceiptField } from '../../lambda/core/receipts/receipt-line';
import type { TokenUsage } from '../../lambda/core/wire/token-usage';
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
    `sum(${field('status')} >= 400) as errors`,
    `sum(${usage('inputTokens')}) as input_tokens`,
    `sum(${usage('outputTokens')}) as output_tokens`,
    `count(${usage('inputTokens')}) as measured`,
    `count(${field('estimated_cost_usd')}) as priced`,
    `sum(${field('estimated_cost_usd')}) as cost_usd`,
    `sum(${field('estimated_savings_usd')}) as savings_usd`,
  ];
  return [
    `filter ispresent(${field('requested_tier')}) and ispresent(${field('latency_ms')})`,
    `stats ${sums.join(', ')} by ${groupings.map((each) => GROUPINGS[each]).join(', ')}`,
    `limit ${MOST_ROWS}`,
  ].join(' | ');
}

/** The name of a field, which has to be one of a receipt's. */
function field(name: ReceiptField): string {
  return name;
}

function usage(name: keyof TokenUsage): string {
  return `${field('usage')}.${name}`;
}
