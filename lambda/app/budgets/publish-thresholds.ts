import type { LedgerEntry, Threshold } from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import { findReachedThresholds } from '../../core/budgets/thresholds';
import type { BudgetPorts } from './budget-ports';
import type { PlannedReservation } from './reservation-request';

/**
 * Tells of thresholds that are reached and that nobody told of yet. Never throws.
 *
 * @param isExhausted a request found no room
 */
export async function publishThresholds(
  ports: BudgetPorts,
  planned: PlannedReservation,
  { entry, isExhausted }: { readonly entry: LedgerEntry; readonly isExhausted: boolean },
): Promise<void> {
  const { caller, account, limitNanoUsd } = planned;
  try {
    for (const threshold of findReachedThresholds({ entry, limitNanoUsd, isExhausted })) {
      await tell(ports, planned, { threshold, spentUsd: toUsd(entry.spentNanoUsd) });
    }
  } catch (cause) {
    ports.telemetry.recordBudgetEvent({
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
  { ledger, notices, telemetry }: BudgetPorts,
  { caller, account, limitNanoUsd, budget, forgetAt }: PlannedReservation,
  { threshold, spentUsd }: { readonly threshold: Threshold; readonly spentUsd: number },
): Promise<void> {
  if (!(await ledger.noteWarning(account, { threshold, limitNanoUsd, forgetAt }))) return;
  const { limitUsd } = budget;
  const notice = { caller: caller.policy.name, ...account, limitUsd, spentUsd, threshold };
  telemetry.recordBudgetEvent({ kind: 'threshold-reached', notice });
  await notices.publish(notice);
}
