import { expect, it } from 'vitest';
import { findPeriod } from '../../../../lambda/app/budgets/budget-period';

it.each([
  ['day', '2026-11-21T05:32:00Z', '2026-11-21', '2026-11-22T00:00:00.000Z'],
  ['day', '2026-11-21T23:59:59.999Z', '2026-11-21', '2026-11-22T00:00:00.000Z'],
  ['day', '2026-11-22T00:00:00Z', '2026-11-22', '2026-11-23T00:00:00.000Z'],
  ['day', '2026-12-31T12:00:00Z', '2026-12-31', '2027-01-01T00:00:00.000Z'],
  ['day', '2028-02-28T12:00:00Z', '2028-02-28', '2028-02-29T00:00:00.000Z'],
  ['month', '2026-11-21T05:32:00Z', '2026-11', '2026-12-01T00:00:00.000Z'],
  ['month', '2026-12-31T23:59:59Z', '2026-12', '2027-01-01T00:00:00.000Z'],
] as const)('the %s of %s is %s and ends at %s', (length, now, name, end) => {
  const period = findPeriod(length, Date.parse(now));
  expect(period).toEqual({ name, endsAt: Date.parse(end) });
});
