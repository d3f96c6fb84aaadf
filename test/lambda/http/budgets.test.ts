import { describe, expect, it } from 'vitest';
import type { CallerBudget } from '../../../lambda/core/callers/policy';
import { startDynamoDbLedger } from '../../contract/start-budget-ledger';
import { composeCaller, FakeBudgetServices } from '../../fakes/fake-budget-services';
import { fakeRouter, knowCaller } from '../../fakes/fake-router';
import { readEventFile } from './events/read-event-file';
import { invoke } from './invoke-handler';
import { useLambdaRuntime } from './lambda-runtime';

useLambdaRuntime();

async function ask(budget: Partial<CallerBudget>) {
  const services = new FakeBudgetServices(await startDynamoDbLedger(), '2026-11-21T23:59:30Z');
  const router = fakeRouter({ ...knowCaller(composeCaller(budget)), budgets: services });
  const event = readEventFile('post-operation');
  event.requestContext.identity.apiKeyId = 'key1';
  const written = await invoke(router, event);
  return { services, router, written };
}

const NOTHING = { limitUsd: 0.000001 };

describe('a caller whose budget is exceeded', () => {
  it('is told when the next period begins, and not to wait for it', async () => {
    const { written } = await ask(NOTHING);
    expect(written).toMatchObject({
      statusCode: 429,
      headers: {
        'x-amzn-errortype': 'ThrottlingException',
        'x-router-error': 'budget-exceeded',
        'x-router-budget-resets-at': '2026-11-22T00:00:00.000Z',
        'x-should-retry': 'false',
      },
    });
    expect(written.headers).not.toHaveProperty('retry-after');
  });

  it('is told that it got flex instead', async () => {
    const { written } = await ask({ ...NOTHING, whenExceeded: { kind: 'demote-to-flex' } });
    expect(written).toMatchObject({
      statusCode: 200,
      headers: { 'x-router-tier-fallback': 'budget' },
    });
  });
});
