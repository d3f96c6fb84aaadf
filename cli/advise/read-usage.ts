import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Catalog } from '../../lambda/core/catalog/catalog';
import type { TokenUsage } from '../../lambda/core/wire/token-usage';
import { type InsightsRow, readNumber, runInsightsQuery } from '../aws/run-insights-query';

/** Calls of one operation to one model that asked for one tier. */
export interface LoggedCalls {
  readonly operation: string;
  readonly modelId: string;
  readonly tier: string;
}

/** Calls whose prompts have the same rates. */
export interface LoggedUsage extends LoggedCalls {
  readonly calls: number;
  /** Those whose cost is in the sum. Their usage is known. */
  readonly pricedCalls: number;
  readonly costUsd: number;
  /** Of the priced calls, on average. All have the same rates, so that the average has them, too. */
  readonly averageUsage: TokenUsage;
}

export interface LoggedLatency extends LoggedCalls {
  readonly calls: number;
  readonly p95Millis: number;
}

export interface UsageQuestion {
  readonly client: CloudWatchLogsClient;
  readonly logGroups: readonly string[];
  readonly from: Date;
  readonly to: Date;
}

const KINDS = [
  'inputTokens',
  'outputTokens',
  'cacheReadInputTokens',
  'cacheWriteInputTokens',
  'cacheWriteOneHourInputTokens',
] as const satisfies readonly (keyof TokenUsage)[];

const GROUPS = 'operation, model_id, requested_tier';
const ANSWERED =
  'filter status < 400 and ispresent(requested_tier) and ispresent(model_id) and not ispresent(cache.age)';
const PROMPT = '(usage.inputTokens + usage.cacheReadInputTokens + usage.cacheWriteInputTokens)';
const MOST_ROWS = 10_000;

/** Reads what the calls have used, apart for prompts that have other rates. */
export async function readUsage(
  { client, ...question }: UsageQuestion,
  catalog: Catalog,
): Promise<readonly LoggedUsage[]> {
  const bounds = listBounds(catalog);
  const flags = bounds.map((bound) => `(${PROMPT} > ${bound}) as above_${bound}`);
  const sums = KINDS.map((kind) => `sum(usage.${kind}) as ${kind}`);
  const counts = ['count(*) as calls', 'count(estimated_cost_usd) as priced'];
  const groups = [GROUPS, 'cost_status', ...bounds.map((bound) => `above_${bound}`)];
  const query = [
    `fields ${flags.join(', ')}`,
    ANSWERED,
    `stats ${[...counts, 'sum(estimated_cost_usd) as cost', ...sums].join(', ')} by ${groups.join(', ')}`,
    `limit ${MOST_ROWS}`,
  ].join(' | ');
  return (await runInsightsQuery(client, { ...question, query })).map(readUsageRow);
}

/** Reads how long the calls of each tier took. */
export async function readLatencies({
  client,
  ...question
}: UsageQuestion): Promise<readonly LoggedLatency[]> {
  const query = `${ANSWERED} | stats count(*) as calls, pct(latency_ms, 95) as p95 by ${GROUPS} | limit ${MOST_ROWS}`;
  const rows = await runInsightsQuery(client, { ...question, query });
  return rows.map((row) => ({
    ...readCalls(row),
    calls: readNumber(row, 'calls'),
    p95Millis: readNumber(row, 'p95'),
  }));
}

/** The lengths of prompts above which a model has other rates. */
function listBounds({ models }: Catalog): readonly number[] {
  const bounds = [...models.values()].flatMap(({ prices = [] }) =>
    prices.flatMap(({ above = [] }) => above.map(({ promptTokens }) => promptTokens)),
  );
  return [...new Set(bounds)].sort((one, other) => one - other);
}

function readCalls(row: InsightsRow): LoggedCalls {
  return {
    operation: row.get('operation') ?? '',
    modelId: row.get('model_id') ?? '',
    tier: row.get('requested_tier') ?? '',
  };
}

function readUsageRow(row: InsightsRow): LoggedUsage {
  const pricedCalls = readNumber(row, 'priced');
  const average = (kind: keyof TokenUsage) =>
    pricedCalls === 0 ? 0 : readNumber(row, kind) / pricedCalls;
  return {
    ...readCalls(row),
    calls: readNumber(row, 'calls'),
    pricedCalls,
    costUsd: readNumber(row, 'cost'),
    averageUsage: {
      inputTokens: average('inputTokens'),
      outputTokens: average('outputTokens'),
      cacheReadInputTokens: average('cacheReadInputTokens'),
      cacheWriteInputTokens: average('cacheWriteInputTokens'),
      cacheWriteOneHourInputTokens: average('cacheWriteOneHourInputTokens'),
    },
  };
}
