import type { ServiceTier } from '../../../lambda/core/ids/service-tier';
import type { ComparedSide, ComparisonDocument, DifferenceDocument } from '../../documents/report';
import type { Period } from '../source';
import { countOnce, estimateDifference, findMean, findQuantile, type Statistic } from './bootstrap';
import type { Sample, SampleQuestion, Sampling } from './samples';

/** With fewer calls, the 95th percentile is about the slowest call alone. */
const LEAST_FOR_P95 = 20;
const LEAST = 2;

const P50: Statistic = (counted) => findQuantile(counted, 0.5);
const P95: Statistic = (counted) => findQuantile(counted, 0.95);

/** Compares latency and cost of two tiers. */
export function describeComparison(
  { operation, tiers }: SampleQuestion,
  { samples, cutTiers }: Sampling,
  { from, to }: Period,
): ComparisonDocument {
  const [one, other] = tiers.map((tier) => samples.filter((sample) => sample.tier === tier));
  const [first = [], second = []] = [one, other];
  const latencies = [readLatencies(first), readLatencies(second)] as const;
  return {
    operation,
    from: from?.toISOString(),
    to: to?.toISOString(),
    tiers: [first, second].map((side, index) => {
      const tier = tiers[index] ?? 'default';
      return describeSide(tier, side, cutTiers.includes(tier));
    }),
    p50Millis: compare(latencies, P50, LEAST),
    p95Millis: compare(latencies, P95, LEAST_FOR_P95),
    usdPerCall: compare([readCosts(first), readCosts(second)], findMean, LEAST),
  };
}

function describeSide(
  serviceTier: ServiceTier,
  samples: readonly Sample[],
  isCut: boolean,
): ComparedSide {
  const latencies = readLatencies(samples);
  const costs = readCosts(samples);
  return {
    serviceTier,
    calls: samples.length,
    servedByOthers: samples.filter(({ resolvedTier = serviceTier }) => resolvedTier !== serviceTier)
      .length,
    pricedCalls: costs.length,
    models: [...new Set(samples.flatMap(({ modelId }) => modelId ?? []))].sort(),
    p50Millis: measure(latencies, P50, 1),
    p95Millis: measure(latencies, P95, LEAST_FOR_P95),
    usdPerCall: measure(costs, findMean, 1),
    isCut,
  };
}

function measure(values: Float64Array, statistic: Statistic, least: number): number | undefined {
  return values.length < least ? undefined : statistic(countOnce(values));
}

function compare(
  [one, other]: readonly [Float64Array, Float64Array],
  statistic: Statistic,
  least: number,
): DifferenceDocument | undefined {
  if (one.length < least || other.length < least) return undefined;
  const value = statistic(countOnce(one)) - statistic(countOnce(other));
  return { value, ...estimateDifference(one, other, statistic) };
}

function readLatencies(samples: readonly Sample[]): Float64Array {
  return Float64Array.from(samples, ({ latencyMillis }) => latencyMillis);
}

function readCosts(samples: readonly Sample[]): Float64Array {
  return Float64Array.from(samples.flatMap(({ costUsd }) => costUsd ?? []));
}
