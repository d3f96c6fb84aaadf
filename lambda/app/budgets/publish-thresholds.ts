import {
  findReachedThresholds,
  type LedgerEntry,
  type Threshold,
} from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import type { Budget } from './budget';
import { isTemporary } from './ledger-error';
import { type Persistence, persist } from './persist';
import type { BudgetServices } from './services';

export interface AccountState {
  readonly entry: LedgerEntry;
  readonly persistence: Persistence;
}

/** Publishes thresholds that are reached and not published yet. Never throws: a failure is recorded. */
export async function publishThresholds(
  services: BudgetServices,
  budget: Budget,
  { entry, persistence }: AccountState,
): Promise<void> {
  const { caller, account, limitNanoUsd } = budget;
  try {
    for (const threshold of findReachedThresholds(entry, limitNanoUsd)) {
      const spentUsd = toUsd(entry.spentNanoUsd);
      await publish(services, budget, { threshold, spentUsd, persistence });
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

interface Reached {
  readonly threshold: Threshold;
  readonly spentUsd: number;
  readonly persistence: Persistence;
}

async function publish(
  { ledger, notices, telemetry, newId }: BudgetServices,
  { caller, account, limitNanoUsd, policy, forgetAt }: Budget,
  { threshold, spentUsd, persistence }: Reached,
): Promise<void> {
  const warning = { threshold, limitNanoUsd, forgetAt, publisher: newId() };
  const note = () => ledger.noteWarning(account, warning);
  if (!(await persist(persistence, note, isTemporary))) return;
  const { limitUsd } = policy;
  const notice = { caller: caller.policy.name, ...account, limitUsd, spentUsd, threshold };
  telemetry.recordBudgetEvent({ kind: 'threshold-reached', notice });
  await persist(persistence, () => notices.publish(notice), isTemporary);
}
