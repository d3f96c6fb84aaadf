import { findPeriodStart, type UsagePlan } from './usage-plan';

/**
 * Counts the requests of one key against its usage plan. Refused requests do not count. (This count is exact; that of
 * API Gateway is on a best-effort basis.)
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export class UsageMeter {
  readonly #plan: UsagePlan;
  #tokens: number;
  #filledAt: number;
  #periodStart = 0;
  #used = 0;

  constructor(plan: UsagePlan, now: Date) {
    this.#plan = plan;
    this.#tokens = plan.throttle?.burstLimit ?? 0;
    this.#filledAt = now.getTime();
  }

  admit(now: Date): 'admitted' | 'throttled' | 'over-quota' {
    this.#refill(now);
    const { throttle, quota } = this.#plan;
    if (throttle !== undefined && this.#tokens < 1) return 'throttled';
    if (quota !== undefined && this.#used >= quota.limit) return 'over-quota';
    this.#tokens -= 1;
    this.#used += 1;
    return 'admitted';
  }

  #refill(now: Date): void {
    const { throttle, quota } = this.#plan;
    const seconds = (now.getTime() - this.#filledAt) / 1000;
    this.#filledAt = now.getTime();
    if (throttle !== undefined) {
      const filled = this.#tokens + seconds * throttle.rateLimit;
      this.#tokens = Math.min(throttle.burstLimit, filled);
    }
    const start = quota === undefined ? 0 : findPeriodStart(quota.period, now);
    if (start !== this.#periodStart) this.#used = 0;
    this.#periodStart = start;
  }
}
