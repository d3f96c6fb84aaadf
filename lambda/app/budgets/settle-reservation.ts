import type { LedgerEntry } from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import type { Outcome } from '../outcome';
import type { BudgetPorts } from './budget-ports';
import { decideCharge } from './decide-charge';
import { publishThresholds } from './publish-thresholds';
import { releaseExpired } from './release-expired';
import { releaseReservation } from './release-reservation';
import type { PlannedReservation } from './reservation-request';
import { reserveWithin } from './reserve-within';

export interface Settlement {
  readonly outcome: Outcome;
  /** False where the ledger could not be asked, so that it may not know of the planned. */
  readonly isReserved: boolean;
}

/**
 * Spends what the request cost, puts the account in order and tells of thresholds. Never throws: what cannot be written
 * down stands in the log, with its caller and its amount.
 */
export async function settleReservation(
  ports: BudgetPorts,
  planned: PlannedReservation,
  { outcome, isReserved }: Settlement,
): Promise<void> {
  const charge = decideCharge(outcome, planned.reservation.nanoUsd, planned.prices);
  if (!isReserved && charge === 0) return releaseReservation(ports, planned);
  const entry = await writeCharge(ports, planned, { charge, isReserved });
  if (entry === undefined) return;
  publishOverrun(ports, planned, charge);
  await publishThresholds(ports, planned, { entry, isExhausted: false });
}

/** Undefined where it could not be written. */
async function writeCharge(
  ports: BudgetPorts,
  planned: PlannedReservation,
  { charge, isReserved }: { readonly charge: number; readonly isReserved: boolean },
): Promise<LedgerEntry | undefined> {
  const { account, reservation, caller } = planned;
  try {
    // A reservation that may have been written is not written twice: only so can the charge be added exactly once.
    if (!isReserved) await reserveWithin(ports, planned, undefined);
    const entry = await ports.ledger.settle(account, reservation, charge);
    await releaseExpired(ports, planned, entry);
    return entry;
  } catch (cause) {
    ports.telemetry.recordBudgetEvent({
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

function publishOverrun(
  { telemetry }: BudgetPorts,
  { caller, account, reservation }: PlannedReservation,
  charge: number,
): void {
  if (charge <= reservation.nanoUsd) return;
  telemetry.recordBudgetEvent({
    kind: 'overrun',
    caller,
    period: account.period,
    reservedUsd: toUsd(reservation.nanoUsd),
    chargedUsd: toUsd(charge),
  });
}
