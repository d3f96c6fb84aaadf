import type { LedgerRow } from '../ledger/row';
import { findTrouble } from '../ledger/trouble';
import type { FinishedRound } from './finished-round';

/**
 * Lists callers with open reservations after all requests have ended. One may be left for each reservation or
 * settlement that failed by the log, and for each write that was done late, after its settlement.
 */
export function checkReservations({ callers, budgets }: FinishedRound): readonly string[] {
  const { before, after } = budgets;
  return callers.flatMap(({ id }) => {
    const known = new Set(listOpen(before, id));
    const left = listOpen(after, id).filter((name) => !known.has(name));
    const { faults, lateWrites } = findTrouble(id, budgets);
    if (left.length <= faults + lateWrites) return [];
    const causes = `${faults} faults and ${lateWrites} late writes`;
    return [`${id} has ${left.length} reservations of requests that are over, ${causes}`];
  });
}

function listOpen(rows: readonly LedgerRow[], id: string): readonly string[] {
  return rows.filter(({ callerId }) => callerId === id).flatMap(({ open }) => [...open.keys()]);
}
