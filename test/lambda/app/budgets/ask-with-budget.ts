import { routeRequest } from '../../../../lambda/app/route-request';
import type { CallerBudget } from '../../../../lambda/core/callers/policy';
import type { Outcome } from '../../../../lambda/core/receipts/outcome';
import type { RouterRequest } from '../../../../lambda/core/routing/plan-request';
import { composeReply } from '../../../fakes/compose-reply';
import type { Answer } from '../../../fakes/fake-bedrock-models';
import { composeCaller, FakeBudgetServices } from '../../../fakes/fake-budget-services';
import { fakeRouter, knowCaller } from '../../../fakes/fake-router';
import { MemoryBudgetLedger } from '../../../fakes/memory-budget-ledger';
import { composeInvocation } from '../compose-invocation';

/** Of 52 bytes. */
export const BODY = '{"messages":[],"inferenceConfig":{"maxTokens":1000}}';

export const REQUEST = { body: BODY, callerId: 'key1' };

/** The most that {@link BODY} can cost on `us.` Nova 2 Lite: 52 tokens in and 1,000 out, on the default tier. */
export const BOUND_NANO_USD = 52 * 330 + 1_000 * 2_750;
/** The same call on flex. */
export const FLEX_BOUND_NANO_USD = 52 * 165 + 1_000 * 1_375;

export const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };

/** A router in memory whose caller has a budget. */
export function startBudget(budget: Partial<CallerBudget> = {}, { hasTable } = { hasTable: true }) {
  const ledger = new MemoryBudgetLedger();
  const services = new FakeBudgetServices(ledger);
  const router = fakeRouter({
    ...knowCaller(composeCaller(budget)),
    budgets: hasTable ? services : undefined,
  });
  const ask = async (request: Partial<RouterRequest> = {}): Promise<Outcome> => {
    const { invocation, outcomes } = composeInvocation(router, { ...REQUEST, ...request });
    await routeRequest(invocation, router).catch(() => {});
    const [outcome] = outcomes;
    if (outcome === undefined) throw new Error('nothing was answered');
    return outcome;
  };
  return { ledger, services, bedrock: router.bedrock, router, ask };
}

/** A reply that used so many tokens on flex. */
export function use(inputTokens: number, outputTokens: number): Answer {
  const usage = { inputTokens, outputTokens };
  return () => composeReply(200, JSON.stringify({ usage, serviceTier: { type: 'flex' } }));
}
