import { findCleanup, type LedgerEntry, sumNanoUsd } from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import type { BudgetPorts } from './budget-ports';
import type { PlannedReservation } from './reservation-request';

/**
 * Takes back what functions that crashed had set aside, as far as the entry shows it.
 *
 * @returns whether there was any
 */
export async function releaseExpired(
  { ledger, telemetry, now }: BudgetPorts,
  { caller, account }: PlannedReservation,
  entry: LedgerEntry,
): Promise<boolean> {
  const cleanup = findCleanup(entry, Math.floor(now() / 1000));
  const { expired, forgotten } = cleanup;
  if (expired.length + forgotten.length === 0) return false;
  const isDone = await ledger.cleanUp(account, cleanup);
  if (isDone && expired.length > 0) {
    const usd = toUsd(sumNanoUsd(expired));
    const { period } = account;
    telemetry.recordBudgetEvent({ kind: 'released', caller, period, count: expired.length, usd });
  }
  return expired.length > 0;
}
