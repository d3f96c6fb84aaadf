import { expect, it } from 'vitest';
import { toNanoUsd, toUsd } from '../../../../lambda/core/budgets/nano-usd';

it.each([
  [0, 0],
  [0.1, 100_000_000],
  [0.29, 290_000_000],
  [1.1, 1_100_000_000],
  [0.000000001, 1],
  [1_000_000, 1e15],
])('%d USD are %d nano-dollars', (usd, nanoUsd) => {
  expect(toNanoUsd(usd)).toBe(nanoUsd);
  expect(toUsd(nanoUsd)).toBe(usd);
});
