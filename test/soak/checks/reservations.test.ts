import { expect, it } from 'vitest';
import { UNAVAILABLE } from '../../../lambda/adapters/telemetry/describe-budget-event';
import { checkReservations } from '../../../soak/checks/reservations';
import { composeCall, composeRound, composeRow, FAILED } from './compose-round';

const LEFT = composeRow(7_650, 8_650, [['o#1795246200#a', 1_000]]);

const LOST = { ...composeCall(7_650, 8_650), failure: 'lost', isReceived: false } as const;
const LATE = { ...LOST, failure: 'slow' } as const;
const FAULT = {
  level: 'ERROR',
  message: UNAVAILABLE.settle,
  caller_id: 'scarce0000',
};

it.each([
  ['nothing failed', {}],
  ['a write failed, and its retry did not', { calls: [FAILED] }],
  ['an answer was lost, and that of its retry was not', { calls: [LOST] }],
])('finds an open reservation although %s', (_what, budgets) => {
  const round = composeRound({ budgets: { ...budgets, after: [LEFT] } });
  expect(checkReservations(round)).toEqual([
    'scarce0000 has 1 reservations of requests that are over, 0 faults and 0 late writes',
  ]);
});

it.each([
  ['is from an earlier round', { before: [LEFT], after: [LEFT] }],
  ['was written late', { calls: [LATE], after: [LEFT] }],
  ['could not be settled', { calls: [FAILED], lines: [FAULT], after: [LEFT] }],
])('accepts an open reservation that %s', (_what, budgets) => {
  expect(checkReservations(composeRound({ budgets }))).toEqual([]);
});
