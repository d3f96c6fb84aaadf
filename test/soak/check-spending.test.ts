import { describe, expect, it } from 'vitest';
import { checkSpending } from '../../soak/check-spending';
import { composeCall, composeRound, composeRow, FAILED, RECEIPT } from './budgeted-round';

const UNRECORDED = {
  level: 'ERROR',
  message: 'Cost of a request could not be recorded in the ledger',
  caller_id: 'scarce0000',
  unrecorded_usd: 0.00000715,
};
const UNHEARD = { ...composeCall(7_650, 7_650), isHeard: false };

it('takes an account that has what the receipts come to', () => {
  expect(checkSpending(composeRound())).toEqual([]);
});

it.each([7_649, 7_651])('finds a nano-dollar of difference: %d', (spent) => {
  expect(checkSpending(composeRound({ budgets: { after: [composeRow(spent)] } }))).toEqual([
    `scarce0000 spent ${spent - 500} nano-dollars in the ledger, 7150 by its receipts and 0 of them unrecorded`,
  ]);
});

describe('where the ledger failed, takes', () => {
  it('what the log says could not be written down', () => {
    const budgets = { calls: [FAILED], lines: [UNRECORDED], after: [composeRow(500)] };
    expect(checkSpending(composeRound({ budgets }))).toEqual([]);
  });

  it('that it was written all the same and nobody heard of it', () => {
    const budgets = { calls: [UNHEARD], lines: [UNRECORDED] };
    expect(checkSpending(composeRound({ budgets }))).toEqual([]);
  });

  it('nothing that is in no log', () => {
    const budgets = { calls: [FAILED], after: [composeRow(500)] };
    expect(checkSpending(composeRound({ budgets }))).toEqual([
      'scarce0000 spent 0 nano-dollars in the ledger, 7150 by its receipts and 0 of them unrecorded',
    ]);
  });

  it('nothing that was counted twice', () => {
    const budgets = { calls: [UNHEARD], after: [composeRow(14_800)] };
    expect(checkSpending(composeRound({ budgets }))).toEqual([
      'scarce0000 spent 14300 nano-dollars in the ledger, 7150 by its receipts and 0 of them unrecorded',
    ]);
  });
});

it('finds a fault in the log that the ledger did not have', () => {
  const budgets = { lines: [UNRECORDED], after: [composeRow(500)] };
  expect(checkSpending(composeRound({ budgets }))).toEqual([
    'scarce0000 met a fault that the ledger did not have',
  ]);
});

it('finds a receipt that is another caller’s', () => {
  const receipts = [RECEIPT, { ...RECEIPT, request_id: 'request-2', caller_id: 'ample00000' }];
  expect(checkSpending(composeRound({ receipts }))).toEqual([
    'receipt request-2 is of ample00000; scarce0000 sent the request',
  ]);
});

it('finds a receipt of no request', () => {
  const receipts = [RECEIPT, { ...RECEIPT, request_id: 'request-2', metadata: { soak: '8' } }];
  expect(checkSpending(composeRound({ receipts }))).toEqual(['receipt request-2 is of no request']);
});
