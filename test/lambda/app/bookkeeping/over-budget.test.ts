import { describe, expect, it } from 'vitest';
import { ROUTER_ERRORS } from '../../../../lambda/core/router-error';
import { NOVA } from '../../../fakes/fake-router';
import { ACCOUNT, startBudget, use } from './ask-with-budget';

/** Less than any request. */
const NOTHING = { limitUsd: 0.000001 };
const CLASSIFICATION = { destination: { kind: 'operation', name: 'classification' } } as const;

describe('a request for which no money is left', () => {
  it('is refused until the next period, and Bedrock is not asked', async () => {
    const { bedrock, books, ask } = startBudget(NOTHING);
    expect(await ask()).toMatchObject({
      kind: 'refused',
      attempts: [],
      error: {
        code: 'budget-exceeded',
        message:
          'caller "claims-team" has no room for this request in its budget of 0.000001 USD for 2026-11-21; the next period begins at 2026-11-22T00:00:00.000Z',
        retryAfterSeconds: 43_200,
      },
    });
    expect(ROUTER_ERRORS['budget-exceeded'].status).toBe(429);
    expect(bedrock.requests).toEqual([]);
    expect(books.published).toMatchObject([{ threshold: 100, spentUsd: 0 }]);
  });

  it('is told of once', async () => {
    const { books, ask } = startBudget(NOTHING);
    for (const _ of [1, 2, 3]) await ask();
    expect(books.published).toHaveLength(1);
  });

  it('is asked on flex where the policy says so, and its cost is written down', async () => {
    const { ledger, bedrock, ask } = startBudget({
      ...NOTHING,
      whenExceeded: { kind: 'demote-to-flex' },
    });
    bedrock.answerNext(use(0, 100));
    expect(await ask(CLASSIFICATION)).toMatchObject({
      kind: 'replied',
      tierFallback: 'budget',
      answeredBy: { baseModelId: NOVA, tier: 'flex' },
      target: { operation: 'classification', requestedTier: 'priority' },
    });
    expect(bedrock.requests).toMatchObject([
      { body: expect.stringContaining('"serviceTier":{"type":"flex"}') },
    ]);
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 137_500, open: [] });
  });

  it('goes on as it is where it is on flex already', async () => {
    const { bedrock, ask } = startBudget({ ...NOTHING, whenExceeded: { kind: 'demote-to-flex' } });
    bedrock.answerNext(use(0, 100));
    expect(await ask()).toMatchObject({ kind: 'replied', tierFallback: undefined });
  });

  it('takes the route of a named operation where the policy says so', async () => {
    const { ask } = startBudget({
      ...NOTHING,
      whenExceeded: { kind: 'demote-to-operation', operation: 'extraction' },
    });
    expect(await ask({ ...CLASSIFICATION, action: 'converse-stream' })).toMatchObject({
      kind: 'replied',
      tierFallback: 'budget',
      answeredBy: { baseModelId: NOVA, tier: 'flex' },
    });
  });

  it.each([
    ['it takes no other tier', { headers: { 'x-router-strict-tier': 'true' } }],
    [
      'its model does not take flex',
      { destination: { kind: 'model', text: 'us.anthropic.claude-sonnet-4-6' } as const },
    ],
  ])('is refused where %s', async (_, request) => {
    const { bedrock, ask } = startBudget({ ...NOTHING, whenExceeded: { kind: 'demote-to-flex' } });
    expect(await ask(request)).toMatchObject({ error: { code: 'budget-exceeded' } });
    expect(bedrock.requests).toEqual([]);
  });
});

describe('while the ledger cannot be reached', () => {
  it('requests go on, and what they cost is written down as soon as it can be', async () => {
    const { ledger, books, bedrock, ask } = startBudget();
    ledger.failure = new Error('down');
    bedrock.answerNext((request, signal) => {
      ledger.failure = undefined;
      return use(0, 100)(request, signal);
    });
    expect(await ask()).toMatchObject({ kind: 'replied' });
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 137_500, open: [] });
    expect(books.events).toMatchObject([{ kind: 'unavailable', step: 'reserve' }]);
  });

  it('what a request cost stands in the log where it cannot be written down', async () => {
    const { ledger, books, bedrock, ask } = startBudget();
    ledger.failure = new Error('down');
    bedrock.answerNext(use(0, 100));
    expect(await ask()).toMatchObject({ kind: 'replied' });
    expect(books.events).toMatchObject([
      { kind: 'unavailable', step: 'reserve', unrecordedUsd: undefined },
      { kind: 'unavailable', step: 'settle', unrecordedUsd: 0.0001375, caller: { id: 'key1' } },
    ]);
  });

  it('requests are refused where the policy says so', async () => {
    const { ledger, bedrock, books, ask } = startBudget({ whenUnavailable: 'reject' });
    ledger.failure = new Error('down');
    expect(await ask()).toMatchObject({ error: { code: 'budget-unavailable' } });
    expect(bedrock.requests).toEqual([]);
    expect(books.events).toMatchObject([{ kind: 'unavailable', step: 'reserve' }]);
  });
});
