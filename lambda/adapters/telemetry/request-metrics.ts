import { CACHE_METRICS, METRICS } from '../../contract';
import type { FinalReceipt, Receipt, ServedReceipt } from '../../core/receipts/receipt';
import { listUnavailableModels } from '../../core/receipts/unavailable-models';
import type { TokenUsage } from '../../core/wire/token-usage';

export interface MetricValue {
  readonly name: string;
  readonly unit: 'Count' | 'Milliseconds' | 'None';
  readonly value: number;
}

const THROTTLED = 429;

/**
 * Composes what one request adds to the metrics. As in AWS/Bedrock, a request counts once: as an invocation if it
 * succeeded, otherwise as a throttle, a client error or a server error. Counts of zero are left out.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring.html
 */
export function composeRequestMetrics(receipt: FinalReceipt): readonly MetricValue[] {
  const { served, times, firstTokenMillis } = receipt;
  const counts = [
    count(nameEnding(receipt), 1),
    count(METRICS.tierFallbacks, served?.tierFallback === undefined ? 0 : 1),
    count(METRICS.tierDowngrades, isDowngraded(served) ? 1 : 0),
    count(METRICS.unavailableModels, listUnavailableModels(receipt).length),
    count(METRICS.unpricedInvocations, isUnpriced(receipt) ? 1 : 0),
    count(METRICS.unknownUsageInvocations, served?.costStatus === 'unknown-usage' ? 1 : 0),
    ...countTokens(served?.usage),
  ];
  return [
    ...counts.filter(({ value }) => value > 0),
    ...(firstTokenMillis === undefined
      ? []
      : [duration(METRICS.timeToFirstToken, firstTokenMillis)]),
    ...composeCost(served),
    // A reply from the cache is no invocation.
    ...(served?.cacheHit ? [] : [duration(METRICS.invocationLatency, times.bedrockMillis)]),
    duration(METRICS.routerLatency, times.totalMillis - times.bedrockMillis),
  ];
}

/** An exceeded budget is a 429 but not a throttle, because more quota from AWS would not help. */
function nameEnding({ status, failure, served }: Receipt): string {
  if (served?.cacheHit) return CACHE_METRICS.cacheHits;
  if (failure?.code === 'budget-exceeded') return METRICS.invocationClientErrors;
  if (status === THROTTLED) return METRICS.invocationThrottles;
  if (status >= 500) return METRICS.invocationServerErrors;
  return status >= 400 ? METRICS.invocationClientErrors : METRICS.invocations;
}

/** Whether Bedrock served another tier than it was asked for. A reply that names no tier does not count. */
function isDowngraded(served: ServedReceipt | undefined): boolean {
  if (served?.resolvedTier === undefined) return false;
  return served.resolvedTier !== served.answeredBy.tier;
}

/** Whether a part of what the request cost is in no sum, or only as a bound. */
function isUnpriced({ served, chargedUsd }: FinalReceipt): boolean {
  return served?.costStatus === 'unpriced' || chargedUsd === undefined;
}

function countTokens(usage: TokenUsage | undefined): readonly MetricValue[] {
  if (usage === undefined) return [];
  return [
    count(METRICS.inputTokenCount, usage.inputTokens),
    count(METRICS.outputTokenCount, usage.outputTokens),
    count(METRICS.cacheReadInputTokens, usage.cacheReadInputTokens),
    count(METRICS.cacheWriteInputTokens, usage.cacheWriteInputTokens),
  ];
}

function composeCost(served: ServedReceipt | undefined): readonly MetricValue[] {
  if (served?.cost === undefined) return [];
  const { usd, savingsUsd } = served.cost;
  const savedUsd = served.cacheHit?.savedUsd;
  return [
    ...(savedUsd === undefined ? [] : [sumUsd(CACHE_METRICS.cacheSavings, savedUsd)]),
    sumUsd(METRICS.estimatedCost, usd),
    ...(savingsUsd === undefined ? [] : [sumUsd(METRICS.estimatedSavings, savingsUsd)]),
  ];
}

function count(name: string, value: number): MetricValue {
  return { name, unit: 'Count', value };
}

/** CloudWatch has no unit for USD. */
function sumUsd(name: string, value: number): MetricValue {
  return { name, unit: 'None', value };
}

function duration(name: string, millis: number): MetricValue {
  return { name, unit: 'Milliseconds', value: Math.round(millis * 1000) / 1000 };
}
