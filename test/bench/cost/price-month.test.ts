import { describe, expect, it } from 'vitest';
import { priceMonth } from '../../../bench/cost/price-month';

const SHAPE = { memoryMib: 512, seconds: 2, logBytes: 0, ledgerWrites: 2 };

describe('a month', () => {
  it.each([
    [0, 0],
    [1e6, 1.25],
    [1e7, 12.5],
  ])('of %d calls by callers with budgets costs %d USD for their ledger', (calls, usd) => {
    expect(priceMonth({ ...SHAPE, calls, metrics: 0 }).ledger).toBeCloseTo(usd, 9);
  });

  it.each([0, 1e6])('of %d calls costs the same for metrics', (calls) => {
    expect(priceMonth({ ...SHAPE, calls, metrics: 42 }).metrics).toBeCloseTo(12.6, 9);
  });

  it('costs the sum of what is billed', () => {
    const { total } = priceMonth({ ...SHAPE, calls: 1e5, metrics: 42 });
    expect(total).toBeCloseTo(0.35 + 1.35334 + 0.125 + 12.6, 4);
  });
});
