import type { ServiceTier } from '../../../lambda/core/ids/service-tier';
import { type BedrockOperation, isStreaming } from '../operation';
import type { Failure, FailureRule } from './failure-rule';
import { type RequestQuota, RequestQuotas } from './request-quotas';

/** A call as failure rules see it. */
export interface Call {
  readonly operation: BedrockOperation;
  readonly modelId: string;
  readonly tier: ServiceTier;
}

/**
 * Failures on demand. Only a call that Bedrock would otherwise serve uses a rule up; the first rule that fits
 * is the one that applies.
 */
export class FailurePlan {
  #rules: FailureRule[] = [];
  readonly #quotas: RequestQuotas;

  constructor(
    now: () => number,
    private readonly random: () => number,
  ) {
    this.#quotas = new RequestQuotas(now);
  }

  /** What is still to come, in order; `times` counts down. */
  get rules(): readonly FailureRule[] {
    return this.#rules;
  }

  get quotas(): Readonly<Record<string, RequestQuota>> {
    return this.#quotas.all;
  }

  add(rule: FailureRule): void {
    const isUnbounded = rule.times === undefined && rule.rate === undefined;
    this.#rules.push(isUnbounded ? { ...rule, times: 1 } : rule);
  }

  /**
   * Bounds the requests to a model ID, whatever their tier. CountTokens has a quota of its own and does not count.
   *
   * @param baseModelId with its profile prefix: another prefix is another pool
   */
  setQuota(baseModelId: string, quota: RequestQuota): void {
    this.#quotas.set(baseModelId, quota);
  }

  /** Forgets all rules and quotas. */
  clear(): void {
    this.#rules = [];
    this.#quotas.clear();
  }

  /** What is to happen to the call; undefined where it is to be served. */
  take(call: Call): Failure | undefined {
    if (call.operation !== 'CountTokens' && !this.#quotas.admit(call.modelId)) {
      return { kind: 'throttle' };
    }
    const rule = this.#rules.find((candidate) => this.#applies(candidate, call));
    if (rule?.times !== undefined) this.#useUp(rule, rule.times);
    return rule;
  }

  #applies(rule: FailureRule, call: Call): boolean {
    return (
      isPossible(rule, call.operation) &&
      (rule.modelId ?? call.modelId) === call.modelId &&
      (rule.tier ?? call.tier) === call.tier &&
      (rule.operation ?? call.operation) === call.operation &&
      (rule.rate === undefined || this.random() < rule.rate)
    );
  }

  #useUp(rule: FailureRule, times: number): void {
    this.#rules = this.#rules.flatMap((candidate) => {
      if (candidate !== rule) return [candidate];
      return times > 1 ? [{ ...rule, times: times - 1 }] : [];
    });
  }
}

/** Some failures need a stream, or a tier; other calls pass them by without using them up. */
function isPossible(failure: Failure, operation: BedrockOperation): boolean {
  if (failure.kind === 'downgrade') return operation !== 'CountTokens';
  const needsStream =
    failure.kind === 'stream-error' ||
    (failure.kind === 'cut' && (failure.at === 'between-frames' || failure.cleanly === true));
  return !needsStream || isStreaming(operation);
}
