import type { BudgetPorts } from './budget-ports';
import type { PlannedReservation } from './reservation-request';

/**
 * Gives back what may be set aside for a request that cost nothing; does nothing where it is not. Never throws: where
 * the ledger is out of reach still, the reservation expires by itself.
 */
export async function releaseReservation(
  { ledger }: BudgetPorts,
  { account, reservation }: PlannedReservation,
): Promise<void> {
  await ledger.settle(account, reservation, 0).catch(() => {});
}
