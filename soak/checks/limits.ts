import { type LedgerRow, readLedgerRow, sumOpen } from '../ledger/row';
import { findTrouble, readCallerId, sumNanoUsd } from '../ledger/trouble';
import type { SoakBudget } from '../traffic/callers';
import type { FinishedRound } from './finished-round';

/** Lists what is wrong with the callers' accounts after each single write of a round. */
export function checkLimits(round: FinishedRound): readonly string[] {
  const { callers, budgets } = round;
  const states = listStates(round);
  return callers.flatMap(({ id, budget }) => {
    const own = states.filter(({ callerId }) => callerId === id);
    if (budget !== undefined) return [...checkSums(own), ...checkLimit(id, budget, round)];
    const isAsked = own.length > 0 || budgets.calls.some((call) => readCallerId(call) === id);
    return isAsked ? [`${id} has no budget, and the ledger was asked for it`] : [];
  });
}

/** The accounts after each write, and at the end of the round. */
function listStates({ budgets: { calls, after } }: FinishedRound): readonly LedgerRow[] {
  const seen = calls.map(({ output }) => readLedgerRow(output?.['Attributes'] ?? output?.['Item']));
  return [...seen.filter((row) => row !== undefined), ...after];
}

function checkSums(rows: readonly LedgerRow[]): readonly string[] {
  return rows
    .filter((row) => row.committed !== row.spent + sumOpen(row))
    .map((row) => {
      const parts = `${row.spent} spent and ${sumOpen(row)} reserved`;
      return `${row.callerId} has ${row.committed} committed, and ${parts}`;
    });
}

/**
 * Not one nano-dollar more than the limit is committed, except for charges above their reservations in the log. The
 * limit is soft if the policy demotes, and while the ledger is unavailable if the policy says `allow`.
 */
function checkLimit(id: string, budget: SoakBudget, round: FinishedRound): readonly string[] {
  const { limits, lines, before } = round.budgets;
  const { isTroubled, unrecorded } = findTrouble(id, round.budgets);
  const isSoft = isTroubled && budget.whenUnavailable === 'allow';
  if (budget.whenExceeded !== 'reject' || isSoft) return [];
  const limit = Math.round((limits.get(id) ?? budget.limitUsd) * 1e9);
  const own = lines.filter((line) => line['caller_id'] === id);
  const overruns = sumNanoUsd(own, 'charged_usd') - sumNanoUsd(own, 'reserved_usd');
  return listStates(round)
    .filter(({ callerId }) => callerId === id)
    .flatMap(({ period, committed }) => {
      const most = Math.max(limit, findCommitted(before, id, period)) + overruns + unrecorded;
      return committed <= most ? [] : [`${id} has ${committed} committed of ${limit} nano-dollars`];
    });
}

function findCommitted(rows: readonly LedgerRow[], id: string, ofPeriod: string): number {
  const row = rows.find(({ callerId, period }) => callerId === id && period === ofPeriod);
  return row?.committed ?? 0;
}
