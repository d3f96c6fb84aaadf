import { expect, it } from 'vitest';
import { checkLimits } from '../../soak/check-limits';
import { composeCall, composeCaller, composeRound, composeRow, FAILED } from './budgeted-round';

const LIMIT_CALLS = [composeCall(500, 1_000_000)];
const BEYOND_CALLS = [composeCall(500, 1_000_001)];
const BEYOND = ['scarce0000 has 1000001 committed of 1000000 nano-dollars'];

it('takes a caller that commits all it has', () => {
  expect(checkLimits(composeRound({ budgets: { calls: LIMIT_CALLS } }))).toEqual([]);
});

it('finds a nano-dollar beyond the limit, although it is given back', () => {
  expect(checkLimits(composeRound({ budgets: { calls: BEYOND_CALLS } }))).toEqual(BEYOND);
});

it('finds it while the ledger fails, too, where the policy takes nobody on trust', () => {
  const round = composeRound({ budgets: { calls: [FAILED, ...BEYOND_CALLS] } });
  expect(checkLimits(round)).toEqual(BEYOND);
});

it('finds it where the policy does, and the ledger did not fail', () => {
  const callers = [composeCaller({ whenUnavailable: 'allow' })];
  expect(checkLimits(composeRound({ callers, budgets: { calls: BEYOND_CALLS } }))).toEqual(BEYOND);
});

it.each([
  ['goes on without the ledger', { whenUnavailable: 'allow' }, [FAILED, ...BEYOND_CALLS]],
  ['is demoted', { whenExceeded: 'demote-to-flex' }, BEYOND_CALLS],
] as const)('has no hard limit for a caller that %s', (_what, budget, calls) => {
  const callers = [composeCaller(budget)];
  expect(checkLimits(composeRound({ callers, budgets: { calls } }))).toEqual([]);
});

it('takes what the log says was dearer than foreseen, and not more', () => {
  const line = { caller_id: 'scarce0000', reserved_usd: 0.0004, charged_usd: 0.000400001 };
  const check = (committed: number) =>
    checkLimits(composeRound({ budgets: { calls: [composeCall(500, committed)], lines: [line] } }));
  expect(check(1_000_001)).toEqual([]);
  expect(check(1_000_002)).toEqual(['scarce0000 has 1000002 committed of 1000000 nano-dollars']);
});

it('finds an account whose parts do not add up', () => {
  const after = [composeRow(7_650, 7_651)];
  expect(checkLimits(composeRound({ budgets: { after } }))).toEqual([
    'scarce0000 has 7651 committed, and 7650 spent and 0 reserved',
  ]);
});

it('finds a caller without a budget for whom the ledger is asked', () => {
  const callers = [{ id: 'scarce0000', budget: undefined }];
  expect(checkLimits(composeRound({ callers }))).toEqual([
    'scarce0000 has no budget, and the ledger was asked for it',
  ]);
});
