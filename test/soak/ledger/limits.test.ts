import { expect, it } from 'vitest';
import { listFirstLimits, raiseLimits } from '../../../soak/ledger/limits';
import { composeRow } from '../checks/compose-round';

it.each([
  ['leaves room if nothing is spent', 0, 0.003],
  ['leaves room beside what is spent', 15_000_001, 0.019],
  ['leaves room if more was spent than allowed', 271_000_000, 0.274],
])('%s', (_what, spent, limitUsd) => {
  const limits = raiseLimits(listFirstLimits(), [composeRow(spent)]);
  expect(limits.get('scarce0000')).toBe(limitUsd);
  expect(limits.get('ample00000')).toBe(100_000);
  expect(limits.has('unlimited0')).toBe(false);
});

it('never lowers a limit', () => {
  const raised = raiseLimits(listFirstLimits(), [composeRow(271_000_000)]);
  expect(raiseLimits(raised, []).get('scarce0000')).toBe(0.274);
});
