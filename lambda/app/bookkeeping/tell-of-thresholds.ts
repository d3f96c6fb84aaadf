import type { LedgerEntry, Threshold } from '../../core/budget/ledger-entry';
import { toUsd } from '../../core/budget/nano-usd';
import { findReachedThresholds } from '../../core/budget/thresholds';
import type { Bookkeeping } from './bookkeeping';
import type { Pledge } from './pledge';

/**
 * Tells of thresholds that are reached and that nobody told of yet. Never throws.
 *
 * @param isExhausted a request found no room
 */
export async function tellOfThresholds(
  books: Bookkeeping,
  pledge: Pledge,
  { entry, isExhausted }: { readonly entry: LedgerEntry; readonly isExhausted: boolean },
): Promise<void> {
  const { caller, account, limitNanoUsd } = pledge;
  try {
    for (const threshold of findReachedThresholds({ entry, limitNanoUsd, isExhausted })) {
      await tell(books, pledge, { threshold, spentUsd: toUsd(entry.spentNanoUsd) });
    }
  } catch (cause) {
    books.telemetry.recordBudgetEvent({
      kind: 'unavailable',
      step: 'warn',
      caller,
      period: account.period,
      unrecordedUsd: undefined,
      cause,
    });
  }
}

async function tell(
  { ledger, notices, telemetry }: Bookkeeping,
  { caller, account, limitNanoUsd, budget, forgetAt }: Pledge,
  { threshold, spentUsd }: { readonly threshold: Threshold; readonly spentUsd: number },
): Promise<void> {
  if (!(await ledger.noteWarning(account, { threshold, limitNanoUsd, forgetAt }))) return;
  const { limitUsd } = budget;
  const notice = { caller: caller.policy.name, ...account, limitUsd, spentUsd, threshold };
  telemetry.recordBudgetEvent({ kind: 'threshold-reached', notice });
  await notices.publish(notice);
}
