import type {
  BudgetLedger,
  Reserved,
  ReserveRequest,
  Warning,
} from '../../../lambda/app/budgets/services';
import type {
  Account,
  Cleanup,
  LedgerEntry,
  Reservation,
} from '../../../lambda/core/budgets/ledger-entry';

/** A ledger whose every entry is looked at, and that knows what was settled by whom. */
export class WatchedLedger implements BudgetLedger {
  readonly #ledger: BudgetLedger;
  /** The most that was ever committed, by period. */
  readonly mostCommitted = new Map<string, number>();
  /** What was settled, by period. */
  readonly settled = new Map<string, number>();
  refusals = 0;

  /** The ledger's clock: Unix time in milliseconds. It follows the days of the test. */
  now: () => number = Date.now;

  constructor(ledger: BudgetLedger) {
    this.#ledger = ledger;
  }

  async reserve(request: ReserveRequest): Promise<Reserved> {
    const reserved = await this.#ledger.reserve(request);
    if (!reserved.isReserved) this.refusals += 1;
    return { ...reserved, entry: this.#look(request.account, reserved.entry) };
  }

  async settle(account: Account, reservation: Reservation, nanoUsd: number) {
    const entry = await this.#ledger.settle(account, reservation, nanoUsd);
    this.settled.set(account.period, (this.settled.get(account.period) ?? 0) + nanoUsd);
    return this.#look(account, entry);
  }

  cleanUp(account: Account, cleanup: Cleanup): Promise<boolean> {
    return this.#ledger.cleanUp(account, cleanup);
  }

  noteWarning(account: Account, warning: Warning): Promise<boolean> {
    return this.#ledger.noteWarning(account, warning);
  }

  #look({ period }: Account, entry: LedgerEntry): LedgerEntry {
    const most = Math.max(this.mostCommitted.get(period) ?? 0, entry.committedNanoUsd);
    this.mostCommitted.set(period, most);
    return { ...entry, readAt: Math.floor(this.now() / 1000) };
  }
}
