import type { BudgetedRound } from './check-budgets';
import type { LedgerRow } from './ledger-row';
import { findTrouble } from './ledger-trouble';

/** What is wrong with what is still set aside although all requests are over: only trouble may leave anything. */
export function checkReservations({
  callers,
  budgets: { calls, lines, before, after },
}: BudgetedRound): readonly string[] {
  return callers.flatMap(({ id }) => {
    const known = new Set(listOpen(before, id));
    const left = listOpen(after, id).filter((name) => !known.has(name));
    if (left.length === 0 || findTrouble(id, calls, lines).isTroubled) return [];
    return [`${id} has ${left.length} reservations of requests that are over`];
  });
}

function listOpen(rows: readonly LedgerRow[], id: string): readonly string[] {
  return rows.filter(({ callerId }) => callerId === id).flatMap(({ open }) => [...open.keys()]);
}
