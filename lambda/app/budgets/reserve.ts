import {
  findCleanup,
  type LedgerEntry,
  type Reservation,
  sumNanoUsd,
} from '../../core/budgets/ledger-entry';
import { toUsd } from '../../core/budgets/nano-usd';
import { TIMES } from '../../core/settings/times';
import type { Budget } from './budget';
import { type Persistence, persist } from './persist';
import type { BudgetServices, Reserved } from './services';

/** Each cleanup takes back ten expired reservations. */
const MOST_CLEANUPS = 5;

export interface Wanted {
  readonly budget: Budget;
  readonly reservation: Reservation;
}

/** What the ledger has, whose expiry may differ from what was wanted. */
export type Dated = Reserved & Pick<Wanted, 'reservation'>;

/**
 * Sets a reservation aside. If this environment's clock is wrong, the reservation is dated anew by the ledger's clock,
 * which is the same for all. Otherwise it could expire while its request runs, or never.
 *
 * @param limitNanoUsd undefined if the money is set aside in any case
 */
export async function reserve(
  services: BudgetServices,
  wanted: Wanted,
  limitNanoUsd?: number,
): Promise<Dated> {
  const { budget, reservation } = wanted;
  const reserved = await reserveOnce(services, wanted, limitNanoUsd);
  if (!reserved.isReserved || isDated(reservation, reserved.entry)) {
    return { ...reserved, reservation };
  }
  await services.ledger.settle(budget.account, reservation, 0);
  const expiresAt = reserved.entry.readAt + TIMES.reservationSeconds;
  const dated = { ...reservation, expiresAt };
  const again = await reserveOnce(services, { budget, reservation: dated }, limitNanoUsd);
  return { ...again, reservation: dated };
}

function isDated({ expiresAt }: Reservation, { readAt }: LedgerEntry): boolean {
  const difference = expiresAt - TIMES.reservationSeconds - readAt;
  return Math.abs(difference) <= TIMES.clockToleranceSeconds;
}

/** If there is no room, takes back expired reservations and tries again. */
async function reserveOnce(
  services: BudgetServices,
  { budget, reservation }: Wanted,
  limitNanoUsd: number | undefined,
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
 * Takes back the reservations in an entry that have expired by the ledger's clock. Requests that crashed leave them behind.
 *
 * @returns whether the entry showed any
 */
export async function cleanUp(
  { ledger, telemetry }: BudgetServices,
  { caller, account }: Budget,
  entry: LedgerEntry,
): Promise<boolean> {
  const cleanup = findCleanup(entry);
  const { expired, forgotten, settled } = cleanup;
  if (expired.length + forgotten.length + settled.length === 0) return false;
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
  { budget: { account }, reservation }: Wanted,
  persistence: Persistence,
): Promise<void> {
  const giveBack = () => ledger.settle(account, reservation, 0);
  // Once: in an outage, a refused request would keep its environment for money that returns by itself.
  await persist(persistence, giveBack, () => false).catch(() => {});
}
