export interface RequestQuota {
  readonly requestsPerMinute: number;
}

const MINUTE_MILLIS = 60_000;

/**
 * On-demand quotas. All tiers of a model ID share one quota. Each profile prefix has its own.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html
 */
export class RequestQuotas {
  readonly #quotas = new Map<string, RequestQuota>();
  /** Times of the requests admitted in the last minute. */
  readonly #admissions = new Map<string, readonly number[]>();

  constructor(private readonly now: () => number) {}

  get all(): Readonly<Record<string, RequestQuota>> {
    return Object.fromEntries(this.#quotas);
  }

  set(modelId: string, quota: RequestQuota): void {
    this.#quotas.set(modelId, quota);
  }

  clear(): void {
    this.#quotas.clear();
    this.#admissions.clear();
  }

  /** Whether the request is within the quota. A refused request does not count. */
  admit(modelId: string): boolean {
    const quota = this.#quotas.get(modelId);
    if (quota === undefined) return true;
    const since = this.now() - MINUTE_MILLIS;
    const recent = (this.#admissions.get(modelId) ?? []).filter((time) => time > since);
    const isInside = recent.length < quota.requestsPerMinute;
    this.#admissions.set(modelId, isInside ? [...recent, this.now()] : recent);
    return isInside;
  }
}
