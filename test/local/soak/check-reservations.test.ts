import { expect, it } from 'vitest';
import { checkReservations } from '../../../local/soak/check-reservations';
import { composeRound, composeRow, FAILED } from './budgeted-round';

const LEFT = composeRow(7_650, 8_650, [['o#1795246200#a', 1_000]]);

it('finds what is still reserved although nothing failed', () => {
  expect(checkReservations(composeRound({ budgets: { after: [LEFT] } }))).toEqual([
    'scarce0000 has 1 reservations of requests that are over',
  ]);
});

it.each([
  ['is left of an earlier round', { before: [LEFT], after: [LEFT] }],
  ['could not be given back', { calls: [FAILED], after: [LEFT] }],
])('takes what %s', (_what, budgets) => {
  expect(checkReservations(composeRound({ budgets }))).toEqual([]);
});
