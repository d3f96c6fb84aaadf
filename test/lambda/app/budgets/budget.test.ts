import { expect, it } from 'vitest';
import { findBudget, findPeriod } from '../../../../lambda/app/budgets/budget';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { plan } from '../../../fakes/plan';

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

it('keeps an entry 400 days beyond its period', () => {
  const planned = plan('N', { caller: composeCaller() });
  const budget = findBudget(planned, Date.parse('2026-11-21T12:00:00Z'));
  expect(budget?.forgetAt).toBe(Date.parse('2027-12-27T00:00:00Z') / 1000);
});
