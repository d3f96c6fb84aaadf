import type { ServiceTier } from '../../../lambda/core/ids/service-tier';

/** One request that a model answered. */
export interface Sample {
  readonly tier: ServiceTier;
  readonly latencyMillis: number;
  /** Undefined if the request has no price, or its usage is not known. */
  readonly costUsd: number | undefined;
  readonly resolvedTier: string | undefined;
  readonly modelId: string | undefined;
}

export interface SampleQuestion {
  readonly operation: string;
  /** In the order in which they are compared. */
  readonly tiers: readonly [ServiceTier, ServiceTier];
}

export interface Sampling {
  readonly samples: readonly Sample[];
  /** Tiers of which only the latest requests were read, because Insights returns no more. */
  readonly cutTiers: readonly ServiceTier[];
}
