import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatExactly, formatUnits, readUsd } from '../../../cli/report/usd-units';

it.each([
  [0, 0n],
  [0.000047245, 4_724_500_000n],
  [4.375e-9, 437_500n],
  [1e-14, 1n],
  [-0.000165, -16_500_000_000n],
  [90, 9_000_000_000_000_000n],
])('%d USD are %s units', (usd, units) => {
  expect(readUsd(usd)).toBe(units);
});

it.each([
  [0n, '0.000000', '0'],
  [4_724_500_000n, '0.000047', '0.000047245'],
  [-4_724_500_000n, '-0.000047', '-0.000047245'],
  [50_000_000n, '0.000001', '0.0000005'],
  [49_999_999n, '0.000000', '0.00000049999999'],
  [-49_999_999n, '0.000000', '-0.00000049999999'],
  [123_400_000_000_000n, '1.234000', '1.234'],
  [1_200_000_000_000_000n, '12.000000', '12'],
])('%s units are %s USD, and exactly %s', (units, rounded, exact) => {
  expect(formatUnits(units, 6)).toBe(rounded);
  expect(formatExactly(units)).toBe(exact);
});

it('adds ten dimes up to exactly a dollar', () => {
  const dimes = Array.from({ length: 10 }, () => readUsd(0.1));
  expect(formatExactly(dimes.reduce((a, b) => a + b))).toBe('1');
});

it('reads every amount that it writes', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (units) => {
      expect(readUsd(Number(formatExactly(units)))).toBe(units);
    }),
  );
});
