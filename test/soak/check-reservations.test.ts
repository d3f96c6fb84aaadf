import { expect, it } from 'vitest';
import { checkReservations } from '../../soak/check-reservations';
import { composeCall, composeRound, composeRow, FAILED } from './budgeted-round';

const LEFT = composeRow(7_650, 8_650, [['o#1795246200#a', 1_000]]);

const LOST = { ...composeCall(7_650, 8_650), failure: 'lost', isHeard: false } as const;
const LATE = { ...LOST, failure: 'slow' } as const;
const FAULT = {
  level: 'ERROR',
  message: 'Cost of a request could not be recorded in the ledger',
  caller_id: 'scarce0000',
};

it.each([
  ['nothing failed', {}],
  ['a write failed, and its repetition did not', { calls: [FAILED] }],
  ['an answer was lost, and its repetition was not', { calls: [LOST] }],
])('finds what is still reserved although %s', (_what, budgets) => {
  const round = composeRound({ budgets: { ...budgets, after: [LEFT] } });
  expect(checkReservations(round)).toEqual([
    'scarce0000 has 1 reservations of requests that are over, 0 faults and 0 late writes',
  ]);
});

it.each([
  ['is left of an earlier round', { before: [LEFT], after: [LEFT] }],
  ['was written late', { calls: [LATE], after: [LEFT] }],
  ['could not be given back', { calls: [FAILED], lines: [FAULT], after: [LEFT] }],
])('takes what %s', (_what, budgets) => {
  expect(checkReservations(composeRound({ budgets }))).toEqual([]);
});
