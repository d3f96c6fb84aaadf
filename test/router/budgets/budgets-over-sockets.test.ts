import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support';
import { type BudgetedRouter, startBudgets } from './start-budgets';

const LIMIT_NANO_USD = 20_000_000;
const NOTHING = { limitUsd: 0.000001, period: 'month' };
const CALLERS = {
  limited000: {
    name: 'limited',
    budget: { limitUsd: 0.02, period: 'month', whenUnavailable: 'reject' },
  },
  ample00000: { name: 'ample', budget: { limitUsd: 10, period: 'month' } },
  broke00000: { name: 'broke', budget: NOTHING },
  demoted000: { name: 'demoted', budget: { ...NOTHING, whenExceeded: 'demote-to-flex' } },
  unbounded0: { name: 'unbounded' },
};

describe('the deployed function', () => {
  let router: BudgetedRouter;

  beforeAll(async () => {
    router = await startBudgets(CALLERS);
  });
  afterAll(() => router.close());

  const isSettled = async (callerId: string) => {
    const { spent, committed } = await router.read(callerId);
    return spent > 0 && spent === committed;
  };

  it('lets many clients at once spend up to the limit, and not a nano-dollar more', async () => {
    const runClient = async (client: number) => {
      const path = client % 2 === 0 ? '/v1/work' : '/v1/work/stream';
      for (let sent = 0; sent < 4; sent += 1) {
        await (await router.ask('limited000', path)).arrayBuffer();
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, client) => runClient(client)));
    await until(() => isSettled('limited000'));
    let status: number;
    do {
      ({ status } = await router.ask('limited000'));
      await until(() => isSettled('limited000'));
    } while (status !== 429);
    const { spent } = await router.read('limited000');
    expect(spent).toBeLessThanOrEqual(LIMIT_NANO_USD);
    // What is left is less than one request may cost.
    expect(spent).toBeGreaterThan(LIMIT_NANO_USD - 2_000_000);
    await until(() => router.sumLogged('limited000') === spent);
    const readThresholds = () =>
      router.aws.eventBridge.journal
        .map(({ Detail }) => JSON.parse(Detail))
        .filter(({ callerId }) => callerId === 'limited000')
        .map(({ threshold }) => threshold);
    await until(() => readThresholds().length === 1);
    // Less is spent than the limit, whatever was reserved.
    expect(readThresholds()).toEqual([80]);
    const warnings = router.log.filter((entry) => entry['BudgetWarnings'] !== undefined);
    expect(warnings.filter((entry) => entry['Caller'] === 'limited')).toHaveLength(1);
  });

  it('says when the next period begins', async () => {
    const findNextMonth = () => {
      const now = new Date();
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
    };
    const before = findNextMonth();
    const { status, headers } = await router.ask('broke00000');
    expect(status).toBe(429);
    expect(headers.get('x-router-error')).toBe('budget-exceeded');
    expect([before, findNextMonth()]).toContain(headers.get('x-router-budget-resets-at'));
    expect(headers.get('x-should-retry')).toBe('false');
    expect(headers.get('retry-after')).toBeNull();
  });

  it('calls flex if the budget is exceeded and the policy says so', async () => {
    const { status, headers } = await router.ask('demoted000');
    expect(status).toBe(200);
    expect(headers.get('x-router-tier-fallback')).toBe('budget');
    expect(headers.get('x-router-requested-tier')).toBe('priority');
    expect(headers.get('x-amzn-bedrock-service-tier')).toBe('flex');
    await until(() => isSettled('demoted000'));
    const { spent } = await router.read('demoted000');
    await until(() => router.sumLogged('demoted000') === spent);
  });

  it('leaves a fallback without a price out, and says so in the log', async () => {
    router.aws.bedrock.failures.add({ kind: 'unavailable', rate: 1 });
    const { status } = await router.ask('ample00000', '/v1/with-unpriced');
    router.aws.bedrock.failures.clear();
    expect(status).toBe(503);
    const models = router.aws.bedrock.journal.entries.map(({ modelId }) => modelId);
    expect(models).not.toContain('us.acme.unknown-v1:0');
    const findReceipt = () =>
      router.log.find(
        ({ operation, latency_ms: millis }) => operation === 'with-unpriced' && millis,
      );
    await until(() => findReceipt() !== undefined);
    expect(findReceipt()).toMatchObject({
      unpriced_fallbacks: ['us.acme.unknown-v1:0:flex', 'us.acme.unknown-v1:0'],
    });
  });

  it('records nothing for callers without a budget', async () => {
    expect((await router.ask('unbounded0')).status).toBe(200);
    await until(() => router.sumLogged('unbounded0') > 0);
    expect(await router.read('unbounded0')).toEqual({ spent: 0, committed: 0 });
  });
});
