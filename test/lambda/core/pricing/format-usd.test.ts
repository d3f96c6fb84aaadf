import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatUsd } from '../../../../lambda/core/pricing/format-usd';

it.each([
  [0.00012345, '0.00012345'],
  [0.00056122, '0.00056122'],
  [0.000000035, '0.000000035'],
  [4.375e-9, '0.000000004375'],
  [1e-12, '0.000000000001'],
  [4e-13, '0'],
  [0.1 + 0.2, '0.3'],
  [0, '0'],
  [-0, '0'],
  [-4e-13, '0'],
  [-0.000165, '-0.000165'],
  [10, '10'],
  [1200, '1200'],
  [12.5, '12.5'],
])('%d is written %s', (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});

it('every amount is a plain decimal that reads as what was written', () => {
  fc.assert(
    fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (usd) => {
      const text = formatUsd(usd);
      expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
      expect(Math.abs(Number(text) - usd)).toBeLessThan(1e-12);
    }),
  );
});
