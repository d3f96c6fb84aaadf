import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../support';
import { type BudgetedRouter, startBudgets } from './start-budgets';

/** Room for one request of at most 400 tokens on priority. */
const CALLERS = { limited000: { name: 'limited', budget: { limitUsd: 0.0021, period: 'month' } } };
const MINUTE = 60_000;

/** A second environment of the same router, with a clock of its own. */
async function startBeside({ aws }: BudgetedRouter, shiftMillis: number): Promise<BudgetedRouter> {
  const beside = await startBudgets(CALLERS, {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: aws.url,
    AWS_ENDPOINT_URL_SSM: aws.url,
    AWS_ENDPOINT_URL_DYNAMODB: aws.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: aws.url,
    CLOCK_SHIFT_MILLIS: String(shiftMillis),
    NODE_OPTIONS: `--require ${join(__dirname, 'shift-clock.cjs')}`,
  });
  onTestFinished(() => beside.close());
  return beside;
}

describe.each([
  ['17 minutes fast', 17 * MINUTE],
  ['17 minutes slow', -17 * MINUTE],
])('of two environments, one of them %s,', (_, shiftMillis) => {
  it.each([
    ['the wrong one', false],
    ['the right one', true],
  ])('%s releases no reservation of the other that is under way', async (_asker, isRightAsking) => {
    const right = await startBudgets(CALLERS);
    onTestFinished(() => right.close());
    const wrong = await startBeside(right, shiftMillis);
    const [working, asking] = isRightAsking ? [wrong, right] : [right, wrong];
    right.aws.bedrock.failures.add({ kind: 'hang' });
    const leaving = new AbortController();
    const underWay = working.ask('limited000', '/v1/work', leaving.signal).catch(() => {});
    await until(() => right.aws.bedrock.journal.entries.length === 1);
    for (const __ of [1, 2]) {
      const { status, headers } = await asking.ask('limited000');
      expect(status).toBe(429);
      expect(headers.get('retry-after')).toBe('5');
    }
    const { spent, committed } = await right.read('limited000');
    expect(spent).toBe(0);
    expect(committed).toBeGreaterThan(1_900_000);
    leaving.abort();
    await underWay;
  });
});
