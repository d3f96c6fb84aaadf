import {
  findCleanup,
  type LedgerEntry,
  type Reservation,
  sumNanoUsd,
} from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import type { Budget } from './budget';
import type { BudgetServices, Reserved } from './budget-services';

/** Each cleans up ten expired reservations. */
const MOST_CLEANUPS = 5;

/**
 * Sets a reservation aside. If there is no room, it takes back what has expired and tries again.
 *
 * @param limitNanoUsd undefined if the money is set aside in any case
 */
export async function reserve(
  services: BudgetServices,
  { budget, reservation }: { readonly budget: Budget; readonly reservation: Reservation },
  limitNanoUsd?: number,
): Promise<Reserved> {
  const { account, forgetAt } = budget;
  const write = () => services.ledger.reserve({ account, reservation, limitNanoUsd, forgetAt });
  let reserved = await write();
  for (let count = 0; !reserved.isReserved && count < MOST_CLEANUPS; count += 1) {
    if (!(await cleanUp(services, budget, reserved.entry))) return reserved;
    reserved = await write();
  }
  return reserved;
}

/**
 * Takes back what functions that crashed had set aside, as far as the entry shows it.
 *
 * @returns whether the entry showed any
 */
export async function cleanUp(
  { ledger, telemetry, now }: BudgetServices,
  { caller, account }: Budget,
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

/**
 * Gives back what may be set aside for a request that cost nothing, and does nothing if it is not. Never throws: if the
 * ledger is still out of reach, the reservation expires.
 */
export async function release(
  { ledger }: BudgetServices,
  { account }: Budget,
  reservation: Reservation,
): Promise<void> {
  await ledger.settle(account, reservation, 0).catch(() => {});
}
