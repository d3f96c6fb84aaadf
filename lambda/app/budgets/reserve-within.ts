import type { BudgetPorts, Reserved } from './budget-ports';
import { releaseExpired } from './release-expired';
import type { PlannedReservation } from './reservation-request';

/** Each takes back what ten crashed functions had set aside. */
const MOST_RELEASES = 5;

/** Sets the planned aside; where there is no room, takes back what has expired and tries again. */
export async function reserveWithin(
  ports: BudgetPorts,
  planned: PlannedReservation,
  limitNanoUsd: number | undefined,
): Promise<Reserved> {
  const { account, reservation, forgetAt } = planned;
  const reserve = () => ports.ledger.reserve({ account, reservation, limitNanoUsd, forgetAt });
  let reserved = await reserve();
  for (let count = 0; !reserved.isReserved && count < MOST_RELEASES; count += 1) {
    if (!(await releaseExpired(ports, planned, reserved.entry))) return reserved;
    reserved = await reserve();
  }
  return reserved;
}
