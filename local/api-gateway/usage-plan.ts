export const QUOTA_PERIODS = ['DAY', 'WEEK', 'MONTH'] as const;

/** The limits of a key. An undefined throttle or quota sets no limit. */
export interface UsagePlan {
  /** A token bucket: `burstLimit` requests at once, then `rateLimit` requests per second. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number } | undefined;
  readonly quota:
    | { readonly limit: number; readonly period: (typeof QUOTA_PERIODS)[number] }
    | undefined;
}

/** Finds the start of the period that contains the date, in UTC. A week begins on Sunday. */
export function findPeriodStart(period: (typeof QUOTA_PERIODS)[number], at: Date): number {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  switch (period) {
    case 'DAY':
      return Date.UTC(year, month, day);
    case 'WEEK':
      return Date.UTC(year, month, day - at.getUTCDay());
    case 'MONTH':
      return Date.UTC(year, month, 1);
    default:
      return period satisfies never;
  }
}
