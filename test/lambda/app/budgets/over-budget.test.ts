import { describe, expect, it, vi } from 'vitest';
import { LedgerError } from '../../../../lambda/app/budgets/ledger-error';
import { composeReply } from '../../../fakes/compose-reply';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { NOVA } from '../../../fakes/fake-router';
import { ACCOUNT, BOUND_NANO_USD, startBudget, use } from './ask-with-budget';

/** Less than any request. */
const NOTHING = { limitUsd: 0.000001 };
const TO_FLEX = { whenExceeded: { kind: 'demote-to-flex' } } as const;
const OTHER = { id: 'other', nanoUsd: 1_000_000, expiresAt: 1_900_000_000 };
const RESERVE_OTHER = {
  account: ACCOUNT,
  reservation: OTHER,
  limitNanoUsd: undefined,
  forgetAt: 0,
};
const TIER_REFUSAL = '{"message":"The provided service tier is not supported for this model"}';
const DOWN = new LedgerError('unreachable', new Error('no connection'));
const CLASSIFICATION = { destination: { kind: 'operation', name: 'classification' } } as const;

describe('a request that exceeds the budget', () => {
  it('is refused until the next period, and Bedrock is not asked', async () => {
    const { bedrock, ask } = startBudget(NOTHING);
    expect(await ask()).toMatchObject({
      kind: 'refused',
      attempts: [],
      error: { code: 'budget-exceeded', budgetResetsAt: '2026-11-22T00:00:00.000Z' },
    });
    expect(bedrock.requests).toEqual([]);
  });

  it('publishes nothing while its money is only reserved, and each threshold once when it is spent', async () => {
    const { ledger, services, ask } = startBudget({ limitUsd: 0.003 });
    await ledger.reserve(RESERVE_OTHER);
    for (const _ of [1, 2, 3]) expect(await ask()).toMatchObject({ kind: 'refused' });
    expect(services.published).toEqual([]);
    await ledger.settle(ACCOUNT, OTHER, 3_000_000);
    for (const _ of [1, 2, 3]) expect(await ask()).toMatchObject({ kind: 'refused' });
    expect(services.published).toMatchObject([
      { threshold: 80, spentUsd: 0.003 },
      { threshold: 100, spentUsd: 0.003 },
    ]);
  });

  it('may be repeated shortly if its money is only reserved for other requests', async () => {
    const { ledger, bedrock, ask } = startBudget({ limitUsd: 0.003 });
    await ledger.reserve(RESERVE_OTHER);
    expect(await ask()).toMatchObject({ error: { retryAfterSeconds: 5 } });
    await ledger.settle(ACCOUNT, OTHER, 0);
    bedrock.answerNext(use(0, 100));
    expect(await ask()).toMatchObject({ kind: 'reply' });
  });

  it('is refused without the ledger if it would never fit, and nothing is published', async () => {
    const { ledger, services, ask } = startBudget(NOTHING);
    ledger.failure = DOWN;
    expect(await ask()).toMatchObject({ error: { code: 'budget-exceeded' } });
    expect(services.events).toEqual([]);
    expect(services.published).toEqual([]);
  });

  it('is called on flex if the policy says so, and its cost is recorded', async () => {
    const { ledger, bedrock, ask } = startBudget({ ...NOTHING, ...TO_FLEX });
    bedrock.answerNext(use(0, 100));
    expect(await ask(CLASSIFICATION)).toMatchObject({
      kind: 'reply',
      tierFallback: 'budget',
      answeredBy: { baseModelId: NOVA, tier: 'flex' },
      plan: { operation: 'classification', requested: { tier: 'priority' } },
    });
    expect(bedrock.bodies).toEqual([expect.stringContaining('"serviceTier":{"type":"flex"}')]);
    expect(bedrock.bodies).toEqual([expect.stringContaining('"router-requested-tier":"flex"')]);
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 137_500, open: [] });
  });

  it('is settled on flex before the threshold is published', async () => {
    const { ledger, services, bedrock, ask } = startBudget({ limitUsd: 0.001, ...TO_FLEX });
    await ledger.reserve(RESERVE_OTHER);
    await ledger.settle(ACCOUNT, OTHER, 1_000_000);
    const steps: string[] = [];
    vi.spyOn(services.notices, 'publish').mockImplementation(async ({ threshold }) => {
      steps.push(`${threshold} %: ${ledger.read(ACCOUNT).spentNanoUsd}`);
    });
    bedrock.answerNext(use(0, 100));
    expect(await ask(CLASSIFICATION)).toMatchObject({ tierFallback: 'budget' });
    expect(steps).toEqual(['80 %: 1137500', '100 %: 1137500']);
  });

  it('is not called on the default tier if flex is refused', async () => {
    const { bedrock, router, ask } = startBudget({ ...NOTHING, ...TO_FLEX });
    bedrock.answerNext(() => composeReply(400, TIER_REFUSAL));
    expect(await ask(CLASSIFICATION)).toMatchObject({ reply: { status: 400 } });
    expect(bedrock.requests).toHaveLength(1);
    router.failures.recordRefusedTier({ baseModelId: NOVA, tier: 'flex' }, router.clock());
    expect(await ask(CLASSIFICATION)).toMatchObject({ error: { code: 'budget-exceeded' } });
  });

  it('takes the route of a named operation if the policy says so', async () => {
    const { ask } = startBudget({
      ...NOTHING,
      whenExceeded: { kind: 'demote-to-operation', operation: 'extraction' },
    });
    expect(await ask({ ...CLASSIFICATION, action: 'converse-stream' })).toMatchObject({
      kind: 'reply',
      tierFallback: 'budget',
      answeredBy: { baseModelId: NOVA, tier: 'flex' },
    });
  });

  it.each([
    ['it is on flex already', {}],
    ['it takes no other tier', { headers: { 'x-router-strict-tier': 'true' } }],
    [
      'its model does not take flex',
      { destination: { kind: 'model', text: 'us.anthropic.claude-sonnet-4-6' } as const },
    ],
  ])('is refused if %s', async (_, request) => {
    const { bedrock, ask } = startBudget({ ...NOTHING, ...TO_FLEX });
    expect(await ask(request)).toMatchObject({ error: { code: 'budget-exceeded' } });
    expect(bedrock.requests).toEqual([]);
  });
});

describe('while the ledger is out of reach', () => {
  it('requests continue, and their cost is recorded as soon as possible', async () => {
    const { ledger, services, bedrock, ask } = startBudget();
    ledger.failure = DOWN;
    bedrock.answerNext((request, signal) => {
      ledger.failure = undefined;
      return use(0, 100)(request, signal);
    });
    expect(await ask()).toMatchObject({ kind: 'reply' });
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 137_500, open: [] });
    expect(services.events).toEqual([
      {
        kind: 'unavailable',
        step: 'reserve',
        caller: composeCaller(),
        period: '2026-11-21',
        unrecordedUsd: undefined,
        cause: DOWN,
      },
    ]);
  });

  it('the cost of a request is logged if it cannot be recorded', async () => {
    const { ledger, services, bedrock, ask } = startBudget();
    ledger.failure = DOWN;
    bedrock.answerNext(use(0, 100));
    expect(await ask()).toMatchObject({ kind: 'reply' });
    expect(services.events).toMatchObject([
      { kind: 'unavailable', step: 'reserve', unrecordedUsd: undefined },
      { kind: 'unavailable', step: 'settle', unrecordedUsd: 0.0001375, caller: { id: 'key1' } },
    ]);
  });

  it('requests are refused if the policy says so', async () => {
    const { ledger, bedrock, services, ask } = startBudget({ whenUnavailable: 'reject' });
    ledger.failure = DOWN;
    expect(await ask()).toMatchObject({ error: { code: 'budget-unavailable' } });
    expect(bedrock.requests).toEqual([]);
    expect(services.events).toMatchObject([{ kind: 'unavailable', step: 'reserve' }]);
  });

  it.each([
    ['an answer was lost', DOWN],
    ['it met a bug', new Error('a bug')],
  ])('nothing stays reserved for a request refused because %s', async (_, failure) => {
    const { ledger, ask } = startBudget({ whenUnavailable: 'reject' });
    ledger.lose(failure);
    expect(await ask()).toMatchObject({ error: { code: 'budget-unavailable' } });
    expect(ledger.read(ACCOUNT)).toMatchObject({ committedNanoUsd: 0, open: [] });
  });

  it('nothing stays reserved for a request that continued and cost nothing', async () => {
    const { ledger, bedrock, ask } = startBudget();
    ledger.lose(DOWN);
    bedrock.answerNext(() => {
      expect(ledger.read(ACCOUNT).committedNanoUsd).toBe(BOUND_NANO_USD);
      return composeReply(400, '{"message":"no"}');
    });
    expect(await ask()).toMatchObject({ kind: 'reply' });
    expect(ledger.read(ACCOUNT)).toMatchObject({ committedNanoUsd: 0, open: [] });
  });
});

describe('while the ledger is silent', () => {
  const SILENT = new LedgerError('silent', undefined);

  it('requests continue without a record of their own, and their costs are recorded', async () => {
    const { ledger, services, bedrock, ask } = startBudget();
    ledger.failure = SILENT;
    bedrock.answerNext((request, signal) => {
      ledger.failure = undefined;
      return use(0, 100)(request, signal);
    });
    expect(await ask()).toMatchObject({ kind: 'reply' });
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 137_500, open: [] });
    expect(services.events).toEqual([]);
  });

  it('requests are refused if the policy says so, and give nothing back', async () => {
    const { ledger, bedrock, services, ask } = startBudget({ whenUnavailable: 'reject' });
    ledger.failure = SILENT;
    const settling = vi.spyOn(ledger, 'settle');
    expect(await ask()).toMatchObject({ error: { code: 'budget-unavailable' } });
    expect(bedrock.requests).toEqual([]);
    expect(services.events).toEqual([]);
    expect(settling).not.toHaveBeenCalled();
  });
});

it.each([
  ['is throttled', new LedgerError('throttled', new Error('slow down')), 1, 0],
  ['fails because of a bug', new Error('a bug'), undefined, 1],
])(
  'whatever the policy says, a ledger that %s refuses every request',
  async (_, failure, seconds, releases) => {
    const { ledger, bedrock, services, ask } = startBudget({ whenUnavailable: 'allow' });
    ledger.failure = failure;
    const settling = vi.spyOn(ledger, 'settle');
    expect(await ask()).toMatchObject({
      error: { code: 'budget-unavailable', retryAfterSeconds: seconds },
    });
    expect(bedrock.requests).toEqual([]);
    expect(services.events).toMatchObject([{ kind: 'unavailable', step: 'reserve' }]);
    expect(settling).toHaveBeenCalledTimes(releases);
  },
);

it('a caller with a budget is refused if there is no table', async () => {
  const { bedrock, ask } = startBudget({}, { hasTable: false });
  const cause = { message: 'a caller has a budget, but there is no table' };
  expect(await ask()).toMatchObject({ error: { code: 'budget-unavailable', cause } });
  expect(bedrock.requests).toEqual([]);
});
