import { describe, expect, it } from 'vitest';
import { findBreakEvenSeconds, priceCalls } from '../../../bench/cost/price-calls';

describe('a million calls', () => {
  it.each([
    [512, 0, 0.2],
    [512, 2, 13.5334],
    [1024, 2, 26.8668],
    [2048, 60, 1600.208],
  ])('at %d MB for %d s cost Lambda %d USD', (memoryMib, seconds, usd) => {
    const { lambda } = priceCalls({ memoryMib, seconds, logBytes: 0, ledgerWrites: 0 });
    expect(lambda).toBeCloseTo(usd, 4);
  });

  it('cost the sum of what is billed', () => {
    const shape = { memoryMib: 512, seconds: 2, logBytes: 1024 ** 2, ledgerWrites: 2 };
    const { gateway, logs, ledger, total } = priceCalls(shape);
    expect(gateway).toBeCloseTo(3.5, 9);
    expect(logs).toBeCloseTo(488.28125, 5);
    expect(ledger).toBeCloseTo(1.25, 9);
    expect(total).toBeCloseTo(3.5 + 13.5334 + 488.28125 + 1.25, 4);
  });
});

describe('what flex saves', () => {
  it.each([
    [0.00044, 512, 66],
    [0.00044, 1024, 33],
    [0, 512, 0],
  ])('of %d USD a call is used up at %d MB after %d s', (saved, memoryMib, seconds) => {
    expect(findBreakEvenSeconds(saved, memoryMib)).toBeCloseTo(seconds, 0);
  });
});
