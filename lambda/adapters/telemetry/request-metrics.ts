import { type Outcome, readFinalStatus } from '../../app/outcome';
import type { RequestRecord } from '../../app/ports';
import { METRICS } from '../../contract';
import type { TokenUsage } from '../../core/wire/token-usage';

export interface MetricValue {
  readonly name: string;
  readonly unit: 'Count' | 'Milliseconds' | 'None';
  readonly value: number;
}

const THROTTLED = 429;

/**
 * What one request adds to the metrics. As in AWS/Bedrock, a request counts once: as an invocation where it succeeded,
 * else as a throttle, a client error or a server error. Counts of zero are left out.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring.html
 */
export function composeRequestMetrics(record: RequestRecord): readonly MetricValue[] {
  const { outcome, interruption, totalMillis, bedrockMillis } = record;
  const status = readFinalStatus(outcome, interruption);
  const counts = [
    count(isOverBudget(outcome) ? METRICS.invocationClientErrors : nameEnding(status), 1),
    count(METRICS.tierFallbacks, isFallback(outcome) ? 1 : 0),
    count(METRICS.tierDowngrades, isDowngraded(outcome) ? 1 : 0),
    ...countTokens(outcome),
  ];
  return [
    ...counts.filter(({ value }) => value > 0),
    ...timeFirstToken(record),
    ...priceRequest(outcome),
    duration(METRICS.invocationLatency, bedrockMillis),
    duration(METRICS.routerLatency, totalMillis - bedrockMillis),
  ];
}

function nameEnding(status: number): string {
  if (status === THROTTLED) return METRICS.invocationThrottles;
  if (status >= 500) return METRICS.invocationServerErrors;
  return status >= 400 ? METRICS.invocationClientErrors : METRICS.invocations;
}

/** Also 429, and yet no throttle: more quota of AWS would not help. */
function isOverBudget(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && outcome.error.code === 'budget-exceeded';
}

function isFallback(outcome: Outcome): boolean {
  return outcome.kind === 'replied' && outcome.tierFallback !== undefined;
}

/** Served on another tier than was asked of Bedrock, fallback or not; a reply that names none says nothing. */
function isDowngraded(outcome: Outcome): boolean {
  if (outcome.kind !== 'replied') return false;
  const { resolvedTier } = outcome.reply.facts();
  return resolvedTier !== undefined && resolvedTier !== outcome.answeredBy.tier;
}

function countTokens(outcome: Outcome): readonly MetricValue[] {
  const usage: TokenUsage | undefined =
    outcome.kind === 'replied' ? outcome.reply.facts().usage : undefined;
  if (usage === undefined) return [];
  return [
    count(METRICS.inputTokenCount, usage.inputTokens),
    count(METRICS.outputTokenCount, usage.outputTokens),
    count(METRICS.cacheReadInputTokens, usage.cacheReadInputTokens),
    count(METRICS.cacheWriteInputTokens, usage.cacheWriteInputTokens),
  ];
}

/** In USD, for which CloudWatch has no unit. */
function priceRequest(outcome: Outcome): readonly MetricValue[] {
  const estimate = outcome.kind === 'replied' ? outcome.estimateCost() : undefined;
  if (estimate === undefined) return [];
  return [
    { name: METRICS.estimatedCost, unit: 'None', value: estimate.usd },
    { name: METRICS.estimatedSavings, unit: 'None', value: estimate.savingsUsd },
  ];
}

function timeFirstToken({ outcome, startedAt }: RequestRecord): readonly MetricValue[] {
  const firstTokenAt = outcome.kind === 'replied' ? outcome.reply.facts().firstTokenAt : undefined;
  if (firstTokenAt === undefined) return [];
  return [duration(METRICS.timeToFirstToken, firstTokenAt - startedAt)];
}

function count(name: string, value: number): MetricValue {
  return { name, unit: 'Count', value };
}

function duration(name: string, millis: number): MetricValue {
  return { name, unit: 'Milliseconds', value: Math.round(millis * 1000) / 1000 };
}
