import { expect, it } from 'vitest';
import {
  EMPTY_ENTRY,
  findCleanup,
  findReachedThresholds,
  type Threshold,
} from '../../../../lambda/core/budgets/ledger-entry';

const NOW = 1_795_246_200;

function until(expiresAt: number) {
  return { id: `until ${expiresAt}`, nanoUsd: 1, expiresAt };
}

it('is put in order of what has expired, and of what was released long ago', () => {
  const entry = {
    ...EMPTY_ENTRY,
    readAt: NOW,
    open: [until(NOW), until(NOW + 1), until(NOW - 5_000)],
    released: [until(NOW - 960), until(NOW - 959)],
    settled: [until(NOW + 1), until(NOW)],
  };
  expect(findCleanup(entry)).toEqual({
    expired: [until(NOW), until(NOW - 5_000)],
    forgotten: [until(NOW - 960)],
    settled: [until(NOW)],
  });
});

it('is put in order ten reservations at a time', () => {
  const old = Array.from({ length: 25 }, (_, index) => until(NOW - 960 - index));
  const { expired, forgotten, settled } = findCleanup({
    ...EMPTY_ENTRY,
    readAt: NOW,
    open: old,
    released: old,
    settled: old,
  });
  expect(settled).toHaveLength(10);
  expect(expired).toHaveLength(10);
  expect(forgotten).toHaveLength(10);
});

const NEVER = { 80: 0, 100: 0 };

it.each<[number, typeof NEVER, readonly Threshold[]]>([
  [0, NEVER, []],
  [799, NEVER, []],
  [800, NEVER, [80]],
  [999, NEVER, [80]],
  [1_000, NEVER, [80, 100]],
  [1_500, NEVER, [80, 100]],
  [900, { 80: 1_000, 100: 0 }, []],
  [1_000, { 80: 1_000, 100: 0 }, [100]],
  [900, { 80: 500, 100: 500 }, [80]],
  [1_000, { 80: 1_000, 100: 1_000 }, []],
])('of 1,000, %d spent, published %j, reach %j', (spentNanoUsd, warnedLimits, reached) => {
  const entry = { ...EMPTY_ENTRY, spentNanoUsd, committedNanoUsd: 1_000, warnedLimits };
  expect(findReachedThresholds(entry, 1_000)).toEqual(reached);
});
