/** How long the router waits and what it leaves of a request's time, in milliseconds. */
export const TIMES = {
  /** The longest pause before the same call is made again. */
  retryPauseMillis: 300,
  /** Less than the shortest answer takes. An attempt that cannot end in time is worse than an answer now. */
  leastAttemptMillis: 1_000,
  /** How long a candidate rests. Bedrock recovers within seconds, and some clients give up above a minute. */
  restMillis: 30_000,
  /** How long a model's refusal of a tier is remembered. */
  tierRefusalMillis: 15 * 60_000,
  /** What is left of the function's time for sending the answer and for logs. */
  marginMillis: 500,
  /** The same if a budget is settled after the answer, which takes several calls under load. */
  settlementMarginMillis: 5_000,
  /** Retry-After is never longer. Claude Code gives up if it has to wait for more than a minute. */
  longestRetryAfterMillis: 30_000,
  /** Retry-After of a 429: quotas refill within a minute. */
  quotaRetryAfterMillis: 5_000,
  /** Retry-After of a 503: capacity returns sooner. */
  capacityRetryAfterMillis: 2_000,
} as const;
