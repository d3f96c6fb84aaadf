import { describe, expect, it } from 'vitest';
import type { BudgetPorts } from '../../../lambda/app/budgets/budget-ports';
import type { CallerBudget } from '../../../lambda/core/callers/caller-policy';
import { startDynamoDbLedger } from '../../contract/start-budget-ledger';
import { composeCaller, FakeBudgetPorts } from '../../fakes/fake-budget-ports';
import { FakeRouter, knowCaller } from '../../fakes/fake-router';
import { readEventFile } from './events/read-event-file';
import { invoke } from './invoke-handler';
import { useLambdaRuntime } from './lambda-runtime';

useLambdaRuntime();

class BudgetedRouter extends FakeRouter {
  override readonly snapshots;
  override readonly hasCallers = true;
  override readonly budgets: BudgetPorts;

  constructor(budgets: BudgetPorts, budget: Partial<CallerBudget>) {
    super();
    this.snapshots = knowCaller(composeCaller(budget)).snapshots;
    this.budgets = budgets;
  }
}

async function ask(budget: Partial<CallerBudget>) {
  const ports = new FakeBudgetPorts(await startDynamoDbLedger(), '2026-11-21T23:59:30Z');
  const router = new BudgetedRouter(ports, budget);
  const event = readEventFile('post-operation');
  event.requestContext.identity.apiKeyId = 'key1';
  const written = await invoke(router, event);
  return { ports, router, written };
}

const NOTHING = { limitUsd: 0.000001 };

describe('a caller without money', () => {
  it('is told when there will be some', async () => {
    const { written } = await ask(NOTHING);
    expect(written).toMatchObject({
      statusCode: 429,
      headers: {
        'x-amzn-errortype': 'ThrottlingException',
        'x-router-error': 'budget-exceeded',
        'retry-after': '30',
      },
    });
  });

  it('is told that it got flex instead', async () => {
    const { written } = await ask({ ...NOTHING, whenExceeded: { kind: 'demote-to-flex' } });
    expect(written).toMatchObject({
      statusCode: 200,
      headers: { 'x-router-tier-fallback': 'budget' },
    });
  });
});
