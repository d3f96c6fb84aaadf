import { expect, it } from 'vitest';
import { EMPTY_ENTRY, findCleanup } from '../../../../lambda/core/budgets/ledger-entry';

const NOW = 1_795_246_200;

function until(expiresAt: number) {
  return { id: `until ${expiresAt}`, nanoUsd: 1, expiresAt };
}

it('is put in order of what has expired, and of what was released long ago', () => {
  const entry = {
    ...EMPTY_ENTRY,
    open: [until(NOW), until(NOW + 1), until(NOW - 5_000)],
    released: [until(NOW - 960), until(NOW - 959)],
  };
  expect(findCleanup(entry, NOW)).toEqual({
    expired: [until(NOW), until(NOW - 5_000)],
    forgotten: [until(NOW - 960)],
  });
});

it('is put in order ten reservations at a time', () => {
  const open = Array.from({ length: 25 }, (_, index) => until(NOW - index));
  expect(findCleanup({ ...EMPTY_ENTRY, open }, NOW).expired).toHaveLength(10);
});
