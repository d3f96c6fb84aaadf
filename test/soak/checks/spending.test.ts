import { describe, expect, it } from 'vitest';
import { UNAVAILABLE } from '../../../lambda/adapters/telemetry/describe-budget-event';
import { checkSpending } from '../../../soak/checks/spending';
import { composeCall, composeRound, composeRow, FAILED, RECEIPT } from './compose-round';

const UNRECORDED = {
  level: 'ERROR',
  message: UNAVAILABLE.settle,
  caller_id: 'scarce0000',
  unrecorded_usd: 0.00000715,
};
const UNHEARD = { ...composeCall(7_650, 7_650), isReceived: false };

it('accepts an account with the charges of the receipts', () => {
  expect(checkSpending(composeRound())).toEqual([]);
});

it.each([7_649, 7_651])('finds a nano-dollar of difference: %d', (spent) => {
  expect(checkSpending(composeRound({ budgets: { after: [composeRow(spent)] } }))).toEqual([
    `scarce0000 spent ${spent - 500} nano-dollars in the ledger, 7150 by its receipts and 0 of them unrecorded`,
  ]);
});

describe('if the ledger failed,', () => {
  it('accepts a difference that the log reports as unrecorded', () => {
    const budgets = { calls: [FAILED], lines: [UNRECORDED], after: [composeRow(500)] };
    expect(checkSpending(composeRound({ budgets }))).toEqual([]);
  });

  it('accepts an unrecorded charge that was written, and its answer lost', () => {
    const budgets = { calls: [UNHEARD], lines: [UNRECORDED] };
    expect(checkSpending(composeRound({ budgets }))).toEqual([]);
  });

  it('finds a difference that the log does not report', () => {
    const budgets = { calls: [FAILED], after: [composeRow(500)] };
    expect(checkSpending(composeRound({ budgets }))).toEqual([
      'scarce0000 spent 0 nano-dollars in the ledger, 7150 by its receipts and 0 of them unrecorded',
    ]);
  });

  it('finds a charge that was written twice', () => {
    const budgets = { calls: [UNHEARD], after: [composeRow(14_800)] };
    expect(checkSpending(composeRound({ budgets }))).toEqual([
      'scarce0000 spent 14300 nano-dollars in the ledger, 7150 by its receipts and 0 of them unrecorded',
    ]);
  });
});

it('finds a fault in the log that the ledger did not have', () => {
  const budgets = { lines: [UNRECORDED], after: [composeRow(500)] };
  expect(checkSpending(composeRound({ budgets }))).toEqual([
    'scarce0000 has a fault in the log that the ledger did not have',
  ]);
});

it.each([500, 7_650])(
  'accepts such a fault if a process stood still: %d in the ledger',
  (spent) => {
    const budgets = { lines: [UNRECORDED], after: [composeRow(spent)], wasStalled: true };
    expect(checkSpending(composeRound({ budgets }))).toEqual([]);
  },
);

it('finds a charge that is neither in the ledger nor in the log, even if a process stood still', () => {
  const budgets = { after: [composeRow(500)], wasStalled: true };
  expect(checkSpending(composeRound({ budgets }))).toEqual([
    'scarce0000 spent 0 nano-dollars in the ledger, 7150 by its receipts and 0 of them unrecorded',
  ]);
});

it('finds a receipt of another caller', () => {
  const receipts = [RECEIPT, { ...RECEIPT, request_id: 'request-2', caller_id: 'ample00000' }];
  expect(checkSpending(composeRound({ receipts }))).toEqual([
    'receipt request-2 is of ample00000; scarce0000 sent the request',
  ]);
});

it('finds a receipt of no request', () => {
  const receipts = [RECEIPT, { ...RECEIPT, request_id: 'request-2', metadata: { soak: '8' } }];
  expect(checkSpending(composeRound({ receipts }))).toEqual(['receipt request-2 is of no request']);
});
