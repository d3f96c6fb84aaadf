import type { ServiceTier } from '../../../lambda/core/ids/service-tier';
import { type BedrockOperation, isInvoke, isOpenai, isStreaming } from '../operation';
import type { Failure, FailureRule, StreamForm } from './failure-rule';
import { type QuotaRequest, type RequestQuota, RequestQuotas } from './request-quotas';

/** The parts of a call that failure rules match. */
export interface Call extends QuotaRequest {
  readonly operation: BedrockOperation;
  readonly tier: ServiceTier;
  readonly bodyLength: number;
}

/**
 * The failures that a test plans. The first rule that matches a call applies. A call that is refused anyway does not
 * use up a rule.
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

  /** The remaining rules, in order. `times` counts down. */
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
   * Limits the requests to a model ID, or their tokens, on all tiers together. CountTokens has its own quota and does not count.
   *
   * @param baseModelId with its profile prefix: each prefix has its own quota
   */
  setQuota(baseModelId: string, quota: RequestQuota): void {
    this.#quotas.set(baseModelId, quota);
  }

  /** Removes all rules and quotas. */
  clear(): void {
    this.#rules = [];
    this.#quotas.clear();
  }

  /** Returns the failure of the call, and uses up its rule; undefined if the call succeeds. */
  take(call: Call): Failure | undefined {
    if (call.operation !== 'CountTokens' && !this.#quotas.admit(call)) {
      return { kind: 'throttle' };
    }
    const rule = this.#rules.find((candidate) => this.#applies(candidate, call));
    if (rule?.times !== undefined) this.#useUp(rule, rule.times);
    return rule;
  }

  /** Gives back what a completed call reserved of a quota and did not use. */
  settle(call: Call, usedTokens: number): void {
    this.#quotas.settle(call, usedTokens);
  }

  /** Whether a connection that has served a request before is closed now. Uses up the rule. */
  takeStale(): boolean {
    const rule = this.#rules.find(({ kind, rate }) => kind === 'stale' && this.#happens(rate));
    if (rule?.times !== undefined) this.#useUp(rule, rule.times);
    return rule !== undefined;
  }

  #happens(rate: number | undefined): boolean {
    return rate === undefined || this.random() < rate;
  }

  #applies(rule: FailureRule, call: Call): boolean {
    return (
      isPossible(rule, call.operation) &&
      (rule.minBytes ?? 0) <= call.bodyLength &&
      (rule.modelId ?? call.modelId) === call.modelId &&
      (rule.tier ?? call.tier) === call.tier &&
      (rule.operation ?? call.operation) === call.operation &&
      this.#happens(rule.rate)
    );
  }

  #useUp(rule: FailureRule, times: number): void {
    this.#rules = this.#rules.flatMap((candidate) => {
      if (candidate !== rule) return [candidate];
      return times > 1 ? [{ ...rule, times: times - 1 }] : [];
    });
  }
}

/** Forms that an invoke stream cannot have, because its model chooses the events. */
const ENDING_FORMS: readonly StreamForm[] = ['no-metadata', 'no-stop'];

/** Whether the failure can occur in the operation. Some failures need a stream or a tier. */
function isPossible(failure: Failure, operation: BedrockOperation): boolean {
  if (failure.kind === 'stale') return false;
  if (failure.kind === 'downgrade') return operation !== 'CountTokens';
  if (failure.kind === 'no-counts') return isInvoke(operation);
  if (failure.kind === 'stream-form') return canHaveForm(failure.form, operation);
  if (failure.kind === 'typed-headers' && isOpenai(operation)) return false;
  const needsStream =
    failure.kind === 'stream-error' ||
    failure.kind === 'typed-headers' ||
    (failure.kind === 'cut' && (failure.at === 'between-frames' || failure.cleanly === true));
  return !needsStream || isStreaming(operation);
}

function canHaveForm(form: StreamForm, operation: BedrockOperation): boolean {
  if (form === 'long-metadata') return operation === 'ConverseStream';
  return isStreaming(operation) && !(ENDING_FORMS.includes(form) && isInvoke(operation));
}
