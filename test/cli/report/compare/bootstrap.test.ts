import { expect, it } from 'vitest';
import {
  countOnce,
  estimateDifference,
  findMean,
  findQuantile,
} from '../../../../cli/report/compare/bootstrap';

const sample = (length: number, value: (index: number) => number) =>
  Float64Array.from({ length }, (_, index) => value(index));

it.each([
  [[7], 0.95, 7],
  [[1, 2], 0.5, 1.5],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[0, 10, 20, 30, 40], 0.95, 38],
  [[], 0.5, Number.NaN],
])('finds in %j the quantile %d: %d', (values, share, quantile) => {
  expect(findQuantile(countOnce(Float64Array.from(values)), share)).toBe(quantile);
});

it('has no width for samples without variation', () => {
  const interval = estimateDifference(
    sample(50, () => 8),
    sample(50, () => 3),
    findMean,
  );
  expect(interval).toEqual({ low: 5, high: 5 });
});

it('gives the same interval for the same samples in any order', () => {
  const one = sample(200, (index) => index);
  const other = sample(100, (index) => index * 2);
  const interval = estimateDifference(one, other, findMean);
  expect(estimateDifference(one.toReversed(), other, findMean)).toEqual(interval);
});

/** The standard error of the difference of two means of n uniform values on [0, 1): √(2 / 12n). */
it('is as wide as the theory of means says', () => {
  const one = sample(400, (index) => (index + 0.5) / 400);
  const { low, high } = estimateDifference(one, one, findMean);
  const expected = 2 * 1.96 * Math.sqrt(2 / (12 * 400));
  expect((high - low) / expected).toBeGreaterThan(0.9);
  expect((high - low) / expected).toBeLessThan(1.1);
  expect(Math.abs(low + high)).toBeLessThan(0.2 * expected);
});
