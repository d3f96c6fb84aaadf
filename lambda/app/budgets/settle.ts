import { type Charge, decideCharge } from '../../core/budgets/charge';
import type { LedgerEntry, Reservation } from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import type { Outcome } from '../../core/receipts/outcome';
import type { Budget } from './budget';
import { isTemporary } from './ledger-error';
import { type Persistence, persist } from './persist';
import { publishThresholds } from './publish-thresholds';
import { cleanUp, release } from './reserve';
import type { BudgetServices } from './services';

export interface Settlement {
  readonly budget: Budget;
  readonly reservation: Reservation;
  /** False if the ledger was unreachable, so that it may not have the reservation. */
  readonly isReserved: boolean;
}

/** How a request ended. */
export interface Ended {
  readonly outcome: Outcome;
  readonly persistence: Persistence;
}

/**
 * Spends what the request cost, cleans its account up and publishes thresholds. Never throws: a cost that cannot be
 * recorded in the ledger is logged with its caller.
 */
export async function settle(
  services: BudgetServices,
  { outcome, persistence, ...settlement }: Settlement & Ended,
): Promise<void> {
  const { budget, reservation, isReserved } = settlement;
  const charge = decideCharge(outcome) ?? reservation.nanoUsd;
  if (!isReserved && charge === 0) return release(services, settlement, persistence);
  const entry = await writeCharge(services, { charge, persistence, ...settlement });
  if (entry === undefined) return;
  recordOverrun(services, settlement, charge);
  await cleanUp(services, budget, entry).catch(() => {});
  await publishThresholds(services, budget, { entry, persistence });
}

interface Charged extends Settlement {
  readonly charge: Charge;
  readonly persistence: Persistence;
}

/** Undefined if the charge could not be written. */
async function writeCharge(
  services: BudgetServices,
  { budget, reservation, isReserved, charge, persistence }: Charged,
): Promise<LedgerEntry | undefined> {
  const { account, caller, forgetAt } = budget;
  const { ledger } = services;
  try {
    // The ledger records a charge only in exchange for a reservation, so that it records each charge once.
    if (!isReserved) {
      const request = { account, reservation, limitNanoUsd: undefined, forgetAt };
      await persist(persistence, () => ledger.reserve(request), isTemporary);
    }
    return await persist(
      persistence,
      () => ledger.settle(account, reservation, charge),
      isTemporary,
    );
  } catch (cause) {
    services.telemetry.recordBudgetEvent({
      kind: 'unavailable',
      step: 'settle',
      caller,
      period: account.period,
      unrecordedUsd: toUsd(charge),
      cause,
    });
    return undefined;
  }
}

function recordOverrun(
  { telemetry }: BudgetServices,
  { budget, reservation }: Settlement,
  charge: Charge,
): void {
  if (charge <= reservation.nanoUsd) return;
  telemetry.recordBudgetEvent({
    kind: 'overrun',
    caller: budget.caller,
    period: budget.account.period,
    reservedUsd: toUsd(reservation.nanoUsd),
    chargedUsd: toUsd(charge),
  });
}
