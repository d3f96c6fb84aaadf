/** Limits of one model ID. A limit that is undefined does not apply. */
export interface RequestQuota {
  readonly requestsPerMinute?: number | undefined;
  /** Of input and output together. A request reserves the longest reply that it allows until it ends. */
  readonly tokensPerMinute?: number | undefined;
}

/** The parts of a request that count against quotas. */
export interface QuotaRequest {
  readonly modelId: string;
  /** Of the prompt, and of the longest reply that the request allows. */
  readonly mostTokens: number;
}

interface Admission {
  readonly time: number;
  tokens: number;
}

const MINUTE_MILLIS = 60_000;

/**
 * On-demand quotas. All tiers of a model ID share one quota. Each profile prefix has its own.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html
 */
export class RequestQuotas {
  readonly #quotas = new Map<string, RequestQuota>();
  /** The requests admitted in the last minute, by model ID. */
  readonly #admissions = new Map<string, readonly Admission[]>();
  readonly #open = new WeakMap<QuotaRequest, Admission>();

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
  admit(request: QuotaRequest): boolean {
    const { modelId, mostTokens } = request;
    const quota = this.#quotas.get(modelId);
    if (quota === undefined) return true;
    const since = this.now() - MINUTE_MILLIS;
    const recent = (this.#admissions.get(modelId) ?? []).filter(({ time }) => time > since);
    const { requestsPerMinute = Number.POSITIVE_INFINITY } = quota;
    const { tokensPerMinute = Number.POSITIVE_INFINITY } = quota;
    const tokens = recent.reduce((sum, each) => sum + each.tokens, mostTokens);
    const isInside = recent.length < requestsPerMinute && tokens <= tokensPerMinute;
    const admission = { time: this.now(), tokens: mostTokens };
    if (isInside) this.#open.set(request, admission);
    this.#admissions.set(modelId, isInside ? [...recent, admission] : recent);
    return isInside;
  }

  /** Gives back what an admitted request reserved and did not use. */
  settle(request: QuotaRequest, usedTokens: number): void {
    const admission = this.#open.get(request);
    if (admission !== undefined) admission.tokens = usedTokens;
  }
}
