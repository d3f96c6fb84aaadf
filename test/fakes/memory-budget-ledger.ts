import type {
  BudgetLedger,
  Reserved,
  ReserveRequest,
  Warning,
} from '../../lambda/app/budgets/services';
import {
  type Account,
  type Cleanup,
  EMPTY_ENTRY,
  type LedgerEntry,
  type Reservation,
  sumNanoUsd,
} from '../../lambda/core/budgets/ledger-entry';

/** The ledger in memory: each step is done at once and as a whole, so no two get in each other's way. */
export class MemoryBudgetLedger implements BudgetLedger {
  readonly #entries = new Map<string, LedgerEntry>();
  readonly #publishers = new Map<string, string>();
  /** Thrown instead of doing anything, as long as it is set. */
  failure: Error | undefined;
  #loss: Error | undefined;
  /** The ledger's own clock: Unix time in milliseconds. */
  now: () => number = Date.now;

  /** The next reservation is written, and this is thrown instead of saying so. */
  lose(loss: Error): void {
    this.#loss = loss;
  }

  read({ callerId, period }: Account): LedgerEntry {
    const entry = this.#entries.get(`${callerId} ${period}`) ?? EMPTY_ENTRY;
    return { ...entry, readAt: Math.floor(this.now() / 1000) };
  }

  async reserve({ account, reservation, limitNanoUsd }: ReserveRequest): Promise<Reserved> {
    const entry = this.#open(account);
    const { id, nanoUsd } = reservation;
    if (entry.open.some((known) => known.id === id)) return { isReserved: true, entry };
    const committedNanoUsd = entry.committedNanoUsd + nanoUsd;
    if (limitNanoUsd !== undefined && committedNanoUsd > limitNanoUsd) {
      return { isReserved: false, entry };
    }
    const open = [...entry.open, reservation];
    const written = this.#write(account, { ...entry, committedNanoUsd, open });
    const loss = this.#loss;
    this.#loss = undefined;
    if (loss !== undefined) throw loss;
    return { isReserved: true, entry: written };
  }

  async settle(account: Account, reservation: Reservation, nanoUsd: number): Promise<LedgerEntry> {
    const entry = this.#open(account);
    const isThis = ({ id }: Reservation) => id === reservation.id;
    const isOpen = entry.open.some(isThis);
    if (!isOpen && !entry.released.some(isThis)) return entry;
    const given = isOpen ? reservation.nanoUsd : 0;
    return this.#write(account, {
      ...entry,
      spentNanoUsd: entry.spentNanoUsd + nanoUsd,
      committedNanoUsd: entry.committedNanoUsd + nanoUsd - given,
      open: entry.open.filter((each) => !isThis(each)),
      released: entry.released.filter((each) => !isThis(each)),
    });
  }

  async cleanUp(account: Account, { expired, forgotten }: Cleanup): Promise<boolean> {
    const entry = this.#open(account);
    const isIn = (list: readonly Reservation[]) => (one: Reservation) =>
      list.some(({ id }) => id === one.id);
    if (!expired.every(isIn(entry.open))) return false;
    this.#write(account, {
      ...entry,
      committedNanoUsd: entry.committedNanoUsd - sumNanoUsd(expired),
      open: entry.open.filter((each) => !isIn(expired)(each)),
      released: [...entry.released.filter((each) => !isIn(forgotten)(each)), ...expired],
    });
    return true;
  }

  async noteWarning(account: Account, warning: Warning): Promise<boolean> {
    const { threshold, limitNanoUsd, publisher } = warning;
    const entry = this.#open(account);
    const place = `${account.callerId} ${account.period} ${threshold}`;
    if (entry.warnedLimits[threshold] >= limitNanoUsd) {
      return this.#publishers.get(place) === publisher;
    }
    this.#publishers.set(place, publisher);
    const warnedLimits = { ...entry.warnedLimits, [threshold]: limitNanoUsd };
    this.#write(account, { ...entry, warnedLimits });
    return true;
  }

  #open(account: Account): LedgerEntry {
    if (this.failure !== undefined) throw this.failure;
    return this.read(account);
  }

  #write(account: Account, entry: LedgerEntry): LedgerEntry {
    this.#entries.set(`${account.callerId} ${account.period}`, entry);
    return entry;
  }
}
