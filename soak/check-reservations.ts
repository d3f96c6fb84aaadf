import type { BudgetedRound } from './check-budgets';
import type { LedgerRow } from './ledger-row';
import { findTrouble } from './ledger-trouble';

/**
 * What is wrong with what is still set aside although all requests are over. Only what the log says could not be
 * reserved or settled may be left, and a reservation that was written late, behind its settlement.
 */
export function checkReservations({
  callers,
  budgets: { calls, lines, before, after },
}: BudgetedRound): readonly string[] {
  return callers.flatMap(({ id }) => {
    const known = new Set(listOpen(before, id));
    const left = listOpen(after, id).filter((name) => !known.has(name));
    const { faults, lateWrites } = findTrouble(id, calls, lines);
    if (left.length <= faults + lateWrites) return [];
    const causes = `${faults} faults and ${lateWrites} late writes`;
    return [`${id} has ${left.length} reservations of requests that are over, ${causes}`];
  });
}

function listOpen(rows: readonly LedgerRow[], id: string): readonly string[] {
  return rows.filter(({ callerId }) => callerId === id).flatMap(({ open }) => [...open.keys()]);
}
