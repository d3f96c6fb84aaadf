import { expect, it } from 'vitest';
import { checkLimits } from '../../../soak/checks/limits';
import { composeCall, composeCaller, composeRound, composeRow, FAILED } from './compose-round';

const LIMIT_CALLS = [composeCall(500, 1_000_000)];
const BEYOND_CALLS = [composeCall(500, 1_000_001)];
const BEYOND = ['scarce0000 has 1000001 committed of 1000000 nano-dollars'];

it('accepts a caller that commits its whole limit', () => {
  expect(checkLimits(composeRound({ budgets: { calls: LIMIT_CALLS } }))).toEqual([]);
});

it('finds a nano-dollar beyond the limit, although it is released later', () => {
  expect(checkLimits(composeRound({ budgets: { calls: BEYOND_CALLS } }))).toEqual(BEYOND);
});

it.each([
  ['if the ledger fails and the policy rejects', 'reject', [FAILED, ...BEYOND_CALLS]],
  ['if the policy allows and the ledger does not fail', 'allow', BEYOND_CALLS],
] as const)('finds it %s', (_when, whenUnavailable, calls) => {
  const callers = [composeCaller({ whenUnavailable })];
  expect(checkLimits(composeRound({ callers, budgets: { calls } }))).toEqual(BEYOND);
});

it.each([
  ['may go on without the ledger', { whenUnavailable: 'allow' }, [FAILED, ...BEYOND_CALLS]],
  ['is demoted', { whenExceeded: 'demote-to-flex' }, BEYOND_CALLS],
] as const)('has no hard limit for a caller that %s', (_what, budget, calls) => {
  const callers = [composeCaller(budget)];
  expect(checkLimits(composeRound({ callers, budgets: { calls } }))).toEqual([]);
});

it('accepts what the log says exceeded its reservation, and not more', () => {
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

it('finds calls of the ledger for a caller without a budget', () => {
  const callers = [{ id: 'scarce0000', budget: undefined }];
  expect(checkLimits(composeRound({ callers }))).toEqual([
    'scarce0000 has no budget, and the ledger was asked for it',
  ]);
});
