import type { CacheLine, ReceiptField } from '../../lambda/core/receipts/receipt-line';
import type { TokenUsage } from '../../lambda/core/wire/token-usage';
import { GROUPINGS, type Grouping, isGroupingName } from './source';

/** The limit of CloudWatch Logs Insights for one query. */
export const MOST_ROWS = 10_000;

/** What splits a group further, because sums over it cannot be asked for by conditions. Flags are 1 or 0. */
export const SPLITS = {
  isReadable: 'is_readable',
  isRouted: 'is_routed',
  costStatus: field('cost_status'),
} as const;

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
    `sum(${usage('cacheReadInputTokens')}) as cache_read_tokens`,
    `sum(${usage('cacheWriteInputTokens')}) as cache_write_tokens`,
    `count(${field('estimated_cost_usd')}) as priced`,
    `count(${field('estimated_savings_usd')}) as saved`,
    `sum(${field('lost_attempts')}) as lost`,
    `sum(strcontains(${field('request_id')}, ".")) as job_attempts`,
    `count(${cache('age')}) as cache_hits`,
    `sum(${cache('saved_usd')}) as cache_savings_usd`,
    `sum(${field('estimated_cost_usd')}) as cost_usd`,
    `sum(${field('estimated_savings_usd')}) as savings_usd`,
    `count(${field('charged_usd')}) as charged`,
    `sum(${field('charged_usd')}) as charges_usd`,
  ];
  const groups = [...groupings.map(nameGroup), ...Object.values(SPLITS)];
  return [
    `fields ${[...composeFlags(), ...composeMetadata(groupings)].join(', ')}`,
    `filter @message like /${field('latency_ms')}"/`,
    `stats ${sums.join(', ')} by ${groups.join(', ')}`,
    `limit ${MOST_ROWS}`,
  ].join(' | ');
}

/** The name of a group in the query and in its result. */
export function nameGroup(grouping: Grouping, index: number): string {
  return isGroupingName(grouping) ? GROUPINGS[grouping] : `metadata_${index}`;
}

function composeFlags(): readonly string[] {
  return [
    `ispresent(${field('latency_ms')}) as ${SPLITS.isReadable}`,
    `ispresent(${field('requested_tier')}) as ${SPLITS.isRouted}`,
  ];
}

/** Backticks allow names with characters that the grammar does not. No key has a backtick. */
function composeMetadata(groupings: readonly Grouping[]): readonly string[] {
  return groupings.flatMap((grouping, index) =>
    isGroupingName(grouping) ? [] : [`\`${grouping}\` as ${nameGroup(grouping, index)}`],
  );
}

/** The name of a field, which has to be one of a receipt's. */
function field(name: ReceiptField): string {
  return name;
}

function cache(name: keyof CacheLine): string {
  return `${field('cache')}.${name}`;
}

function usage(name: keyof TokenUsage): string {
  return `${field('usage')}.${name}`;
}
