import { type Outcome, readStatus } from '../../app/outcome';
import type { RequestRecord } from '../../app/ports';
import { METRICS } from '../../contract';
import type { TokenUsage } from '../../core/reply-facts';
import type { ServiceTier } from '../../core/service-tier';

export interface MetricValue {
  readonly name: string;
  readonly unit: 'Count' | 'Milliseconds';
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
  const { outcome, totalMillis, bedrockMillis } = record;
  const counts = [
    count(nameOutcome(readStatus(outcome)), 1),
    count(METRICS.tierDowngrades, isDowngraded(outcome) ? 1 : 0),
    ...countTokens(outcome.kind === 'replied' ? outcome.facts.usage : undefined),
  ];
  return [
    ...counts.filter(({ value }) => value > 0),
    duration(METRICS.invocationLatency, bedrockMillis),
    duration(METRICS.routerLatency, totalMillis - bedrockMillis),
  ];
}

function nameOutcome(status: number): string {
  if (status === THROTTLED) return METRICS.invocationThrottles;
  if (status >= 500) return METRICS.invocationServerErrors;
  return status >= 400 ? METRICS.invocationClientErrors : METRICS.invocations;
}

/** Served on another tier than was asked of Bedrock; a reply that names none says nothing. */
function isDowngraded(outcome: Outcome): boolean {
  if (outcome.kind !== 'replied' || outcome.facts.resolvedTier === undefined) return false;
  const requested: ServiceTier = outcome.target.requestedTier;
  return outcome.facts.resolvedTier !== requested;
}

function countTokens(usage: TokenUsage | undefined): readonly MetricValue[] {
  if (usage === undefined) return [];
  return [
    count(METRICS.inputTokenCount, usage.inputTokens),
    count(METRICS.outputTokenCount, usage.outputTokens),
    count(METRICS.cacheReadInputTokenCount, usage.cacheReadInputTokens),
    count(METRICS.cacheWriteInputTokenCount, usage.cacheWriteInputTokens),
  ];
}

function count(name: string, value: number): MetricValue {
  return { name, unit: 'Count', value };
}

function duration(name: string, millis: number): MetricValue {
  return { name, unit: 'Milliseconds', value: Math.round(millis * 1000) / 1000 };
}
