import {
  findCleanup,
  type LedgerEntry,
  type Reservation,
  sumNanoUsd,
} from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import type { Budget } from './budget';
import type { BudgetServices, Reserved } from './services';

/** Each cleanup takes back ten expired reservations. */
const MOST_CLEANUPS = 5;

/**
 * Sets a reservation aside. If there is no room, it takes back expired reservations and tries again.
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
 * Takes back the expired reservations in an entry. Requests that crashed leave them behind.
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
 * Gives a reservation back that the ledger may have, for a request that cost nothing. Never throws: if the ledger is still
 * unreachable, the reservation expires.
 */
export async function release(
  { ledger }: BudgetServices,
  { account }: Budget,
  reservation: Reservation,
): Promise<void> {
  await ledger.settle(account, reservation, 0).catch(() => {});
}
