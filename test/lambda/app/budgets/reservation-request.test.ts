import { expect, it } from 'vitest';
import { canEverFit, planReservation } from '../../../../lambda/app/budgets/reservation-request';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import { composeTarget } from '../../../fakes/compose-target';
import { composeCaller, FakeBudgetPorts } from '../../../fakes/fake-budget-ports';

function planned(nanoUsd: number) {
  const composed = planReservation(
    composeTarget({ caller: composeCaller() }),
    new FakeBudgetPorts(),
    BUILT_IN_PRICES,
  );
  if (composed === undefined) throw new Error('the caller has a budget');
  return { ...composed, reservation: { ...composed.reservation, nanoUsd } };
}

it.each([
  [999, 1_000, true],
  [1_000, 1_000, true],
  [1_001, 1_000, false],
  [1_001, undefined, true],
  [Number.POSITIVE_INFINITY, undefined, false],
  [Number.NaN, 1_000, false],
  [1e300, undefined, false],
  [0.5, 1_000, false],
])('%d nano-dollars within %s ever fit: %s', (nanoUsd, limitNanoUsd, fits) => {
  expect(canEverFit(planned(nanoUsd), limitNanoUsd)).toBe(fits);
});

it('keeps an entry 400 days beyond its period', () => {
  expect(planned(0).forgetAt).toBe(Date.parse('2027-12-27T00:00:00Z') / 1000);
});
