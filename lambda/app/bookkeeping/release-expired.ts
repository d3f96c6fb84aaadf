import { findCleanup, type LedgerEntry, sumNanoUsd } from '../../core/budget/ledger-entry';
import { toUsd } from '../../core/budget/nano-usd';
import type { Bookkeeping } from './bookkeeping';
import type { Pledge } from './pledge';

/**
 * Takes back what functions that crashed had set aside, as far as the entry shows it.
 *
 * @returns whether there was any
 */
export async function releaseExpired(
  { ledger, telemetry, now }: Bookkeeping,
  { caller, account }: Pledge,
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
