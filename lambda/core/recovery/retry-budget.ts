import type { AttemptResult } from './attempt';

/** The figures of the AWS SDKs' standard retry mode. */
const TOKENS = {
  capacity: 500,
  retry: 5,
  /** Without a connection, a retry waits as long as the call before it. */
  retryWithoutConnection: 10,
  /** What a success without a retry gives back. */
  success: 1,
} as const;

/**
 * Limits the retries of one environment by a token bucket. In an outage the bucket runs empty, and a request costs one
 * call for each candidate. Successes fill it again.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class RetryBudget {
  #tokens: number = TOKENS.capacity;

  /** Whether a retry after such a failure can be paid. */
  covers(failure: AttemptResult): boolean {
    return this.#tokens >= findCost(failure);
  }

  take(failure: AttemptResult): void {
    this.#tokens -= findCost(failure);
  }

  /** @param retried the failure whose retry succeeded; undefined if there was no retry */
  refund(retried: AttemptResult | undefined): void {
    const tokens = retried === undefined ? TOKENS.success : findCost(retried);
    this.#tokens = Math.min(TOKENS.capacity, this.#tokens + tokens);
  }
}

function findCost({ kind }: AttemptResult): number {
  return kind === 'unreachable' ? TOKENS.retryWithoutConnection : TOKENS.retry;
}
