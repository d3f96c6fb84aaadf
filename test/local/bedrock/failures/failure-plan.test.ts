import { describe, expect, it } from 'vitest';
import { type Call, FailurePlan } from '../../../../local/bedrock/failures/failure-plan';
import type { FailureRule } from '../../../../local/bedrock/failures/failure-rule';

const CALL: Call = { operation: 'Converse', modelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' };

function planWith(...rules: FailureRule[]): FailurePlan {
  const plan = new FailurePlan(
    () => 0,
    () => 0.5,
  );
  for (const rule of rules) plan.add(rule);
  return plan;
}

describe('rules', () => {
  it('fails the next call only, where the rule says no more', () => {
    const plan = planWith({ kind: 'throttle' });
    expect(plan.take(CALL)?.kind).toBe('throttle');
    expect(plan.take(CALL)).toBeUndefined();
    expect(plan.rules).toEqual([]);
  });

  it('counts down', () => {
    const plan = planWith({ kind: 'throttle', times: 2 });
    plan.take(CALL);
    expect(plan.rules).toEqual([{ kind: 'throttle', times: 1 }]);
    expect(plan.take(CALL)?.kind).toBe('throttle');
    expect(plan.take(CALL)).toBeUndefined();
  });

  it('takes the first rule that fits', () => {
    const plan = planWith({ kind: 'throttle', tier: 'priority' }, { kind: 'hang' });
    expect(plan.take(CALL)?.kind).toBe('hang');
    expect(plan.rules).toEqual([{ kind: 'throttle', tier: 'priority', times: 1 }]);
  });

  it.each([
    [{ modelId: 'us.amazon.nova-2-lite-v1:0' }, true],
    [{ modelId: 'amazon.nova-2-lite-v1:0' }, false],
    [{ tier: 'flex' }, true],
    [{ tier: 'default' }, false],
    [{ operation: 'Converse' }, true],
    [{ operation: 'InvokeModel' }, false],
    [{ operation: 'Converse', tier: 'flex', modelId: 'us.amazon.nova-2-lite-v1:0' }, true],
    [{ rate: 0.6 }, true],
    [{ rate: 0.4 }, false],
  ] as const)('with the scope %j applies: %s', (scope, applies) => {
    const plan = planWith({ kind: 'throttle', ...scope });
    expect(plan.take(CALL) !== undefined).toBe(applies);
  });

  it('keeps a rule with a rate', () => {
    const plan = planWith({ kind: 'throttle', rate: 1 });
    plan.take(CALL);
    expect(plan.take(CALL)?.kind).toBe('throttle');
  });

  it.each([
    { kind: 'stream-error' },
    { kind: 'cut', at: 'between-frames' },
    { kind: 'cut', at: 'mid-reply', cleanly: true },
  ] as const)('keeps %j for a stream', (rule) => {
    const plan = planWith(rule);
    expect(plan.take(CALL)).toBeUndefined();
    expect(plan.take({ ...CALL, operation: 'ConverseStream' })?.kind).toBe(rule.kind);
  });

  it('keeps a downgrade for a call that has a tier', () => {
    const plan = planWith({ kind: 'downgrade' });
    expect(plan.take({ ...CALL, operation: 'CountTokens' })).toBeUndefined();
    expect(plan.take(CALL)?.kind).toBe('downgrade');
  });
});

describe('quotas', () => {
  it('are shared by the tiers of a model', () => {
    const plan = planWith();
    plan.setQuota(CALL.modelId, { requestsPerMinute: 2 });
    expect(plan.take({ ...CALL, tier: 'flex' })).toBeUndefined();
    expect(plan.take({ ...CALL, tier: 'priority' })).toBeUndefined();
    expect(plan.take({ ...CALL, tier: 'default' })).toEqual({ kind: 'throttle' });
  });

  it('are another pool for another prefix, and do not count CountTokens', () => {
    const plan = planWith();
    plan.setQuota(CALL.modelId, { requestsPerMinute: 0 });
    expect(plan.take({ ...CALL, modelId: 'eu.amazon.nova-2-lite-v1:0' })).toBeUndefined();
    expect(plan.take({ ...CALL, operation: 'CountTokens' })).toBeUndefined();
    expect(plan.take(CALL)).toEqual({ kind: 'throttle' });
  });

  it('admit again a minute later', () => {
    let now = 0;
    const plan = new FailurePlan(
      () => now,
      () => 0.5,
    );
    plan.setQuota(CALL.modelId, { requestsPerMinute: 1 });
    expect(plan.take(CALL)).toBeUndefined();
    now = 59_999;
    expect(plan.take(CALL)).toEqual({ kind: 'throttle' });
    now = 60_000;
    expect(plan.take(CALL)).toBeUndefined();
  });

  it('are forgotten with the rules', () => {
    const plan = planWith({ kind: 'hang' });
    plan.setQuota(CALL.modelId, { requestsPerMinute: 0 });
    plan.clear();
    expect(plan.quotas).toEqual({});
    expect(plan.take(CALL)).toBeUndefined();
  });
});
