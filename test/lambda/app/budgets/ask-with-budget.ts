import type { Outcome } from '../../../../lambda/app/outcome';
import type { Router } from '../../../../lambda/app/ports';
import { routeInvocation } from '../../../../lambda/app/route-invocation';
import type { CallerBudget } from '../../../../lambda/core/callers/caller-policy';
import type { RouterRequest } from '../../../../lambda/core/routing/target';
import { composeReply } from '../../../fakes/compose-reply';
import type { Answer } from '../../../fakes/fake-bedrock-models';
import { composeCaller, FakeBudgetPorts } from '../../../fakes/fake-budget-ports';
import { FakeRouter, knowCaller } from '../../../fakes/fake-router';
import { MemoryBudgetLedger } from '../../../fakes/memory-budget-ledger';
import { composeInvocation } from '../compose-invocation';

/** Of 52 bytes. */
export const BODY = '{"messages":[],"inferenceConfig":{"maxTokens":1000}}';

export const REQUEST = { body: BODY, callerId: 'key1' };

/** The most that {@link BODY} can cost on `us.` Nova 2 Lite: 52 tokens in and 1,000 out, on the default tier. */
export const BOUND_NANO_USD = 52 * 330 + 1_000 * 2_750;

export const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };

/** A router in memory whose caller has a budget. */
export function startBudget(budget: Partial<CallerBudget> = {}, { hasBooks } = { hasBooks: true }) {
  const ledger = new MemoryBudgetLedger();
  const ports = new FakeBudgetPorts(ledger);
  const fake = new FakeRouter();
  const { fakeClock: _, ...parts } = fake;
  const router: Router = {
    ...parts,
    ...knowCaller(composeCaller(budget)),
    budgets: hasBooks ? ports : undefined,
  };
  const ask = async (request: Partial<RouterRequest> = {}): Promise<Outcome> => {
    const { invocation, outcomes } = composeInvocation(fake, { ...REQUEST, ...request });
    await routeInvocation(invocation, router).catch(() => {});
    const [outcome] = outcomes;
    if (outcome === undefined) throw new Error('nothing was answered');
    return outcome;
  };
  return { ledger, ports, bedrock: fake.bedrock, router, ask };
}

/** A reply that used so many tokens on flex. */
export function use(inputTokens: number, outputTokens: number): Answer {
  const usage = { inputTokens, outputTokens };
  return () => composeReply(200, JSON.stringify({ usage, serviceTier: { type: 'flex' } }));
}
