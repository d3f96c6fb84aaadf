import { describe, expect, it } from 'vitest';
import { LedgerError } from '../../../../lambda/app/budgets/ledger-error';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { composeReply, composeStream } from '../../../fakes/compose-reply';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { usageOf } from '../../core/pricing/usage-of';
import { ACCOUNT, BOUND_NANO_USD, FLEX_BOUND_NANO_USD, startBudget, use } from './ask-with-budget';

describe('a request within the budget of its caller', () => {
  it('has its dearest call reserved while Bedrock is called, and its true cost spent after', async () => {
    const { ledger, bedrock, ask } = startBudget();
    let asked = {};
    bedrock.answerNext((request, signal) => {
      asked = ledger.read(ACCOUNT);
      return use(40, 200)(request, signal);
    });
    expect(await ask()).toMatchObject({ kind: 'reply', tierFallback: undefined });
    expect(asked).toMatchObject({ spentNanoUsd: 0, committedNanoUsd: BOUND_NANO_USD });
    expect(ledger.read(ACCOUNT)).toMatchObject({
      spentNanoUsd: 40 * 165 + 200 * 1_375,
      committedNanoUsd: 40 * 165 + 200 * 1_375,
      open: [],
    });
  });

  it('is settled in the period in which it was reserved', async () => {
    const { ledger, services, bedrock, ask } = startBudget();
    services.setDate('2026-11-21T23:59:59Z');
    bedrock.answerNext((request, signal) => {
      services.setDate('2026-11-22T00:00:01Z');
      return use(0, 200)(request, signal);
    });
    await ask();
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 275_000, open: [] });
    expect(ledger.read({ ...ACCOUNT, period: '2026-11-22' }).committedNanoUsd).toBe(0);
  });

  it.each([
    ['a refusal of Bedrock', composeReply(400, '{"message":"no"}'), 0],
    ['a failure of Bedrock', composeReply(424, '{"message":"no"}'), 0],
    ['a reply without usage', composeReply(200, '{}'), FLEX_BOUND_NANO_USD],
    [
      'a stream that broke before it reported its usage',
      composeStream(['a', new RouterError('stream-broken', 'Amazon Bedrock ended the stream')]),
      FLEX_BOUND_NANO_USD,
    ],
    ['a stream that reported its usage', composeStream(['a'], { usage: usageOf(0, 100) }), 137_500],
  ])('is charged for %s', async (_, reply, spentNanoUsd) => {
    const { ledger, services, bedrock, ask } = startBudget();
    bedrock.answerNext(() => reply);
    await ask();
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd, committedNanoUsd: spentNanoUsd });
    expect(services.events).toEqual([]);
  });

  it('is charged its true cost if that exceeds the reservation, which is recorded', async () => {
    const { ledger, services, bedrock, ask } = startBudget();
    bedrock.answerNext(use(0, 3_000));
    await ask();
    expect(ledger.read(ACCOUNT).spentNanoUsd).toBe(4_125_000);
    expect(services.events).toEqual([
      {
        kind: 'overrun',
        caller: composeCaller(),
        period: '2026-11-21',
        reservedUsd: 0.00276716,
        chargedUsd: 0.004125,
      },
    ]);
  });

  it('costs nothing if tokens are only counted', async () => {
    const { ledger, ask } = startBudget({ whenUnavailable: 'reject' });
    ledger.failure = new Error('down');
    expect(await ask({ action: 'count-tokens' })).toMatchObject({ kind: 'reply' });
  });

  it('is refused if its model has no price', async () => {
    const { bedrock, ask } = startBudget();
    const destination = { kind: 'model', text: 'us.acme.unknown-v1:0:flex' } as const;
    expect(await ask({ destination })).toMatchObject({
      kind: 'refused',
      error: { code: 'caller-not-allowed' },
    });
    expect(bedrock.requests).toEqual([]);
  });

  it.each([
    ['takes the place of one that did not settle', 0.004],
    ['cleans up behind one that did not settle', 1],
  ])('%s', async (_, limitUsd) => {
    const { ledger, services, bedrock, ask } = startBudget({ limitUsd });
    await ledger.reserve({
      account: ACCOUNT,
      reservation: { id: 'crashed', nanoUsd: 3_000_000, expiresAt: services.now() / 1000 },
      limitNanoUsd: undefined,
      forgetAt: 0,
    });
    bedrock.answerNext(use(0, 1));
    expect(await ask()).toMatchObject({ kind: 'reply' });
    expect(ledger.read(ACCOUNT)).toMatchObject({ committedNanoUsd: 1_375, open: [] });
    expect(services.events).toMatchObject([{ kind: 'released', count: 1, usd: 0.003 }]);
  });
});

describe('a settlement that fails for a while', () => {
  const THROTTLED = new LedgerError('throttled', new Error('slow down'));
  const DOWN = new LedgerError('unreachable', new Error('no connection'));

  /** A ledger that fails after the answer, until a number of pauses is over. */
  function failAfterAnswer(failure: Error, pauses: number) {
    const budget = startBudget();
    const { ledger, services, bedrock } = budget;
    bedrock.answerNext((request, signal) => {
      ledger.failure = failure;
      return use(0, 100)(request, signal);
    });
    let paused = 0;
    services.onPause = () => {
      paused += 1;
      if (paused === pauses) ledger.failure = undefined;
    };
    return { ...budget, countPauses: () => paused };
  }

  it.each([
    ['throttled', THROTTLED, 1],
    ['out of reach', DOWN, 8],
  ])('is repeated while the ledger is %s', async (_, failure, pauses) => {
    const { ledger, services, ask, countPauses } = failAfterAnswer(failure, pauses);
    expect(await ask()).toMatchObject({ kind: 'reply' });
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 137_500, open: [] });
    expect(services.events).toEqual([]);
    expect(countPauses()).toBe(pauses);
  });

  it('is repeated for half a minute', async () => {
    const { services, ask } = failAfterAnswer(DOWN, 1_000);
    const startedAt = services.clock.read();
    await ask();
    expect(services.events).toMatchObject([{ step: 'settle', unrecordedUsd: 0.0001375 }]);
    const seconds = (services.clock.read() - startedAt) / 1_000;
    expect(seconds).toBeGreaterThan(28);
    expect(seconds).toBeLessThanOrEqual(30);
  });

  it('is not repeated if it fails because of a bug', async () => {
    const { services, ask, countPauses } = failAfterAnswer(new Error('a bug'), 1_000);
    await ask();
    expect(services.events).toMatchObject([{ step: 'settle', unrecordedUsd: 0.0001375 }]);
    expect(countPauses()).toBe(0);
  });
});

describe('thresholds', () => {
  it('are published once each, at 80 and at 100 %', async () => {
    const { services, bedrock, ask } = startBudget({ limitUsd: 0.02 });
    const published: number[] = [];
    for (const outputTokens of [12_000, 3_000, 10]) {
      bedrock.answerNext(use(0, outputTokens));
      await ask();
      published.push(services.published.length);
    }
    expect(published).toEqual([1, 2, 2]);
    const notice = { caller: 'claims-team', ...ACCOUNT, limitUsd: 0.02 };
    expect(services.published).toEqual([
      { ...notice, spentUsd: 0.0165, threshold: 80 },
      { ...notice, spentUsd: 0.020625, threshold: 100 },
    ]);
    const warnings = services.events.filter(({ kind }) => kind === 'threshold-reached');
    expect(warnings).toHaveLength(2);
  });

  it('are published by a request that costs nothing, too', async () => {
    const { ledger, services, ask, bedrock } = startBudget({ limitUsd: 0.01 });
    bedrock.answerNext(() => {
      const other = { id: 'other', nanoUsd: 1, expiresAt: 1_900_000_000 };
      ledger.reserve({
        account: ACCOUNT,
        reservation: other,
        limitNanoUsd: undefined,
        forgetAt: 0,
      });
      ledger.settle(ACCOUNT, other, 8_500_000);
      return composeReply(400, '{"message":"no"}');
    });
    await ask();
    expect(services.published).toMatchObject([{ threshold: 80, spentUsd: 0.0085 }]);
  });

  it('fail no request if they cannot be published', async () => {
    const { services, ask, bedrock } = startBudget({ limitUsd: 0.003 });
    services.noticeFailure = new Error('down');
    bedrock.answerNext(use(0, 2_000));
    expect(await ask()).toMatchObject({ kind: 'reply' });
    const [reached, failed] = services.events;
    expect(reached).toMatchObject({ kind: 'threshold-reached', notice: { threshold: 80 } });
    expect(failed).toEqual({
      kind: 'unavailable',
      step: 'warn',
      caller: composeCaller({ limitUsd: 0.003 }),
      period: '2026-11-21',
      unrecordedUsd: undefined,
      cause: services.noticeFailure,
    });
  });
});
