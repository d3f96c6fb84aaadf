import {
  findReachedThresholds,
  type LedgerEntry,
  type Threshold,
} from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import type { Budget } from './budget';
import type { BudgetServices } from './services';

/** Publishes thresholds that are reached and not published yet. Never throws: a failure is recorded. */
export async function publishThresholds(
  services: BudgetServices,
  budget: Budget,
  entry: LedgerEntry,
): Promise<void> {
  const { caller, account, limitNanoUsd } = budget;
  try {
    for (const threshold of findReachedThresholds(entry, limitNanoUsd)) {
      await publish(services, budget, { threshold, spentUsd: toUsd(entry.spentNanoUsd) });
    }
  } catch (cause) {
    services.telemetry.recordBudgetEvent({
      kind: 'unavailable',
      step: 'warn',
      caller,
      period: account.period,
      unrecordedUsd: undefined,
      cause,
    });
  }
}

async function publish(
  { ledger, notices, telemetry }: BudgetServices,
  { caller, account, limitNanoUsd, policy, forgetAt }: Budget,
  { threshold, spentUsd }: { readonly threshold: Threshold; readonly spentUsd: number },
): Promise<void> {
  if (!(await ledger.noteWarning(account, { threshold, limitNanoUsd, forgetAt }))) return;
  const { limitUsd } = policy;
  const notice = { caller: caller.policy.name, ...account, limitUsd, spentUsd, threshold };
  telemetry.recordBudgetEvent({ kind: 'threshold-reached', notice });
  await notices.publish(notice);
}
