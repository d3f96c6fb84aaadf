import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { readServiceTier, type ServiceTier } from '../../../lambda/core/ids/service-tier';
import { isJsonObject } from '../../../lambda/core/json/json-object';
import { type InsightsRow, runInsightsQuery } from '../../aws/run-insights-query';
import { type LoggedReceipt, readLogLine } from '../read-receipt';
import type { Period } from '../source';
import type { Sample, SampleQuestion, Sampling } from './samples';

const MOST_SAMPLES = 10_000;
const FIRST_ERROR = 400;

export interface LogGroups {
  readonly client: CloudWatchLogsClient;
  readonly logGroups: readonly string[];
}

/** Reads the requests of log groups, up to ten thousand of each tier, the latest. */
export async function readLoggedSamples(
  { client, logGroups }: LogGroups,
  { operation, tiers }: SampleQuestion,
  period: Period,
): Promise<Sampling> {
  const readings = await Promise.all(
    tiers.map((tier) =>
      runInsightsQuery(client, { logGroups, query: composeQuery(operation, tier), ...period }),
    ),
  );
  return {
    samples: readings.flatMap((rows, index) =>
      rows.map((row) => readRow(row, tiers[index] ?? 'default')),
    ),
    cutTiers: tiers.filter((_, index) => (readings[index]?.length ?? 0) >= MOST_SAMPLES),
  };
}

/** The names of an operation and a tier have no characters that the query would take for its own. */
function composeQuery(operation: string, tier: ServiceTier): string {
  return [
    'fields latency_ms, estimated_cost_usd, resolved_tier, model_id',
    `filter operation = "${operation}" and requested_tier = "${tier}"`,
    `filter status < ${FIRST_ERROR} and not ispresent(cache.age)`,
    'sort @timestamp desc',
    `limit ${MOST_SAMPLES}`,
  ].join(' | ');
}

function readRow(row: InsightsRow, tier: ServiceTier): Sample {
  const cost = row.get('estimated_cost_usd');
  return {
    tier,
    latencyMillis: Number(row.get('latency_ms')),
    costUsd: cost === undefined ? undefined : Number(cost),
    resolvedTier: row.get('resolved_tier'),
    modelId: row.get('model_id'),
  };
}

/** Reads the requests in lines of the function's log. */
export async function readSamplesOfLines(
  lines: AsyncIterable<string>,
  question: SampleQuestion,
  period: Period,
): Promise<Sampling> {
  const samples: Sample[] = [];
  for await (const text of lines) {
    const line = readLogLine(text, period);
    const sample = line.kind === 'receipt' ? readReceipt(line.receipt, question) : undefined;
    if (sample !== undefined) samples.push(sample);
  }
  return { samples, cutTiers: [] };
}

/** Undefined for a request of another operation or tier, one that failed, and one that the cache answered. */
function readReceipt(
  receipt: LoggedReceipt,
  { operation, tiers }: SampleQuestion,
): Sample | undefined {
  const tier = readServiceTier(String(receipt.requested_tier));
  const isAnswered = Number(receipt.status) < FIRST_ERROR && !isJsonObject(receipt.cache);
  if (tier === undefined || !tiers.includes(tier) || receipt.operation !== operation)
    return undefined;
  if (!isAnswered) return undefined;
  const { latency_ms: latency, estimated_cost_usd: cost, resolved_tier, model_id } = receipt;
  return {
    tier,
    latencyMillis: Number(latency),
    costUsd: typeof cost === 'number' ? cost : undefined,
    resolvedTier: typeof resolved_tier === 'string' ? resolved_tier : undefined,
    modelId: typeof model_id === 'string' ? model_id : undefined,
  };
}
