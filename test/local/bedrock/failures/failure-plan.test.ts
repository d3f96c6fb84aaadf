import { describe, expect, it } from 'vitest';
import { type Call, FailurePlan } from '../../../../local/bedrock/failures/failure-plan';
import type { FailureRule } from '../../../../local/bedrock/failures/failure-rule';

const CALL: Call = {
  operation: 'Converse',
  modelId: 'us.amazon.nova-2-lite-v1:0',
  mostTokens: 1000,
  tier: 'flex',
  bodyLength: 100,
};

function planWith(...rules: FailureRule[]): FailurePlan {
  const plan = new FailurePlan(
    () => 0,
    () => 0.5,
  );
  for (const rule of rules) plan.add(rule);
  return plan;
}

/** The kinds of failure of consecutive calls. */
const takeAll = (plan: FailurePlan, calls: readonly Partial<Call>[]) =>
  calls.map((call) => plan.take({ ...CALL, ...call })?.kind);

describe('a rule', () => {
  it('without a number applies only to the next call', () => {
    const plan = planWith({ kind: 'throttle' });
    expect(takeAll(plan, [{}, {}])).toEqual(['throttle', undefined]);
    expect(plan.rules).toEqual([]);
  });

  it('counts down its calls', () => {
    const plan = planWith({ kind: 'throttle', times: 2 });
    plan.take(CALL);
    expect(plan.rules).toEqual([{ kind: 'throttle', times: 1 }]);
    expect(takeAll(plan, [{}, {}])).toEqual(['throttle', undefined]);
  });

  it('applies if it is the first that matches', () => {
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
    [{ minBytes: 100 }, true],
    [{ minBytes: 101 }, false],
    [{ rate: 0.6 }, true],
    [{ rate: 0.4 }, false],
  ] as const)('with the scope %j applies: %s', (scope, applies) => {
    const plan = planWith({ kind: 'throttle', ...scope });
    expect(plan.take(CALL) !== undefined).toBe(applies);
  });

  it('with a rate applies until it is cleared', () => {
    const plan = planWith({ kind: 'throttle', rate: 1 });
    expect(takeAll(plan, [{}, {}])).toEqual(['throttle', 'throttle']);
  });

  it.each([
    [{ kind: 'stream-error' }, 'Converse', 'ConverseStream'],
    [{ kind: 'typed-headers' }, 'Converse', 'ConverseStream'],
    [{ kind: 'no-counts' }, 'Converse', 'InvokeModel'],
    [{ kind: 'stream-form', form: 'page' }, 'InvokeModel', 'InvokeModelWithResponseStream'],
    [{ kind: 'stream-form', form: 'no-stop' }, 'InvokeModelWithResponseStream', 'ConverseStream'],
    [{ kind: 'cut', at: 'between-frames' }, 'Converse', 'ConverseStream'],
    [{ kind: 'cut', at: 'mid-reply', cleanly: true }, 'Converse', 'ConverseStream'],
    [{ kind: 'downgrade' }, 'CountTokens', 'Converse'],
  ] as const)('%j is not used up by %s, but by %s', (rule, unfit, fit) => {
    const calls = [{ operation: unfit }, { operation: fit }];
    expect(takeAll(planWith(rule), calls)).toEqual([undefined, rule.kind]);
  });
});

describe('a quota', () => {
  it('is shared by the tiers of a model', () => {
    const plan = planWith();
    plan.setQuota(CALL.modelId, { requestsPerMinute: 2 });
    const calls = [{ tier: 'flex' }, { tier: 'priority' }, { tier: 'default' }] as const;
    expect(takeAll(plan, calls)).toEqual([undefined, undefined, 'throttle']);
  });

  it('does not apply to another prefix or to CountTokens', () => {
    const plan = planWith();
    plan.setQuota(CALL.modelId, { requestsPerMinute: 0 });
    const others = [
      { modelId: 'eu.amazon.nova-2-lite-v1:0' },
      { operation: 'CountTokens' },
    ] as const;
    expect(takeAll(plan, [...others, {}])).toEqual([undefined, undefined, 'throttle']);
  });

  it('admits again a minute later', () => {
    let now = 0;
    const plan = new FailurePlan(
      () => now,
      () => 0.5,
    );
    plan.setQuota(CALL.modelId, { requestsPerMinute: 1 });
    const kinds = [0, 59_999, 60_000].map((time) => {
      now = time;
      return plan.take(CALL)?.kind;
    });
    expect(kinds).toEqual([undefined, 'throttle', undefined]);
  });

  it('of tokens counts the longest reply until the call has ended', () => {
    const plan = planWith();
    plan.setQuota(CALL.modelId, { tokensPerMinute: 1500 });
    expect(plan.take(CALL)).toBeUndefined();
    expect(plan.take({ ...CALL })?.kind).toBe('throttle');
    plan.settle(CALL, 500);
    expect(plan.take({ ...CALL })).toBeUndefined();
    expect(plan.take({ ...CALL, mostTokens: 1 })?.kind).toBe('throttle');
  });

  it('is removed with the rules', () => {
    const plan = planWith({ kind: 'hang' });
    plan.setQuota(CALL.modelId, { requestsPerMinute: 0 });
    plan.clear();
    expect(plan.quotas).toEqual({});
    expect(plan.take(CALL)).toBeUndefined();
  });
});
