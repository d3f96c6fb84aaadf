export const QUOTA_PERIODS = ['DAY', 'WEEK', 'MONTH'] as const;

/** What a key may use; without throttle and quota there is no bound. */
export interface UsagePlan {
  /** A token bucket: so many requests at once, and so many a second after that. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number } | undefined;
  readonly quota:
    | { readonly limit: number; readonly period: (typeof QUOTA_PERIODS)[number] }
    | undefined;
}

/** When the period began in which a moment lies, in UTC; a week begins on Sunday. */
export function beginPeriod(period: (typeof QUOTA_PERIODS)[number], at: Date): number {
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
