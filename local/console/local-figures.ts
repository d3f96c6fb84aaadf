import type { FiguresSource } from '../../console/sources';
import type { FiguresByOperation, TierFigures } from '../../lambda/core/operator/tier-figures';
import type { MetricsSummary, OperationFigures } from '../metrics/metrics-aggregate';

/** The figures of this run, in place of those of CloudWatch. */
export class LocalFigures implements FiguresSource {
  readonly period = 'since the start';

  constructor(private readonly metrics: { summarize(): MetricsSummary }) {}

  async read(): Promise<FiguresByOperation> {
    const figures = new Map<string, TierFigures[]>();
    for (const row of this.metrics.summarize().operations) {
      figures.set(row.operation, [...(figures.get(row.operation) ?? []), toTierFigures(row)]);
    }
    return figures;
  }
}

function toTierFigures({
  serviceTier,
  requests,
  succeeded,
  ...row
}: OperationFigures): TierFigures {
  return {
    tier: serviceTier,
    calls: requests,
    errors: requests - succeeded,
    p50Millis: row.latencyMillis?.p50,
    p95Millis: row.latencyMillis?.p95,
    costUsd: row.estimatedCostUsd,
    savingsUsd: row.estimatedSavingsUsd,
  };
}
