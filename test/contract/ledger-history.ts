import type { BudgetLedger } from '../../lambda/app/budgets/services';
import {
  type Account,
  findCleanup,
  type LedgerEntry,
  type Reservation,
} from '../../lambda/core/budgets/ledger-entry';

/** What may happen to an account; a number chooses a request. */
export type Step =
  | { readonly kind: 'reserve'; readonly nanoUsd: number; readonly isLimited: boolean }
  /** A share of what was reserved; more than 1 is an overrun. */
  | { readonly kind: 'settle'; readonly choice: number; readonly share: number }
  /** The answer of the last step was lost, so it is repeated. */
  | { readonly kind: 'repeat' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'clean-up' }
  | { readonly kind: 'next-period' };

export const LIMIT = 1_000;

interface Request {
  readonly account: Account;
  readonly reservation: Reservation;
  state: 'open' | 'released' | 'forgotten' | 'settled';
  chargedNanoUsd: number;
}

/**
 * What an account has to be by the history of its requests. It keeps no sum, so that no sum can be kept wrongly.
 */
export class LedgerHistory {
  readonly #ledger: BudgetLedger;
  readonly #callerId: string;
  readonly #requests: Request[] = [];
  #now = 1_795_200_000;
  #period = 1;
  #again: () => Promise<LedgerEntry> = () => this.#look();
  /** Whose entry the last step that can be repeated was written to. */
  #lastWritten: Account | undefined;
  /** The account of the last step, if it is not that of the current period. */
  #concerned: Account | undefined;

  constructor(ledger: BudgetLedger, callerId: string) {
    this.#ledger = ledger;
    this.#callerId = callerId;
  }

  /** Takes a step. Returns the entry of its account, and what that has to be. */
  async take(step: Step) {
    if (step.kind !== 'settle' && step.kind !== 'repeat') this.#concerned = undefined;
    const entry = await this.#take(step);
    return { entry, expected: this.#expect(this.#concerned ?? this.#account) };
  }

  get #account(): Account {
    return { callerId: this.#callerId, period: `p${this.#period}` };
  }

  async #take(step: Step): Promise<LedgerEntry> {
    switch (step.kind) {
      case 'reserve':
        return this.#reserve(step.nanoUsd, step.isLimited);
      case 'settle':
        return this.#settle(step.choice, step.share);
      case 'repeat':
        this.#concerned = this.#lastWritten;
        return this.#again();
      case 'wait':
        this.#now += step.seconds;
        return this.#look();
      case 'clean-up':
        return this.#cleanUp();
      case 'next-period':
        this.#period += 1;
        return this.#look();
      default:
        return step satisfies never;
    }
  }

  async #reserve(nanoUsd: number, isLimited: boolean): Promise<LedgerEntry> {
    const account = this.#account;
    const id = `r${this.#requests.length}`;
    const reservation = { id, nanoUsd, expiresAt: this.#now + 960 };
    const request = {
      account,
      reservation,
      limitNanoUsd: isLimited ? LIMIT : undefined,
      forgetAt: this.#now,
    };
    const hasRoom = !isLimited || this.#expect(account).committedNanoUsd + nanoUsd <= LIMIT;
    const { isReserved, entry } = await this.#ledger.reserve(request);
    if (isReserved !== hasRoom) throw new Error(`reserved: ${isReserved}, has room: ${hasRoom}`);
    if (!isReserved) return entry;
    this.#requests.push({ account, reservation, state: 'open', chargedNanoUsd: 0 });
    this.#lastWritten = account;
    this.#again = async () => (await this.#ledger.reserve(request)).entry;
    return entry;
  }

  async #settle(choice: number, share: number): Promise<LedgerEntry> {
    const unsettled = this.#requests.filter(
      ({ state }) => state === 'open' || state === 'released',
    );
    const request = unsettled[choice % unsettled.length];
    if (request === undefined) {
      this.#concerned = undefined;
      return this.#look();
    }
    const { account, reservation } = request;
    request.chargedNanoUsd = Math.round(reservation.nanoUsd * share);
    request.state = 'settled';
    this.#concerned = account;
    this.#lastWritten = account;
    this.#again = () => this.#ledger.settle(account, reservation, request.chargedNanoUsd);
    return this.#again();
  }

  async #cleanUp(): Promise<LedgerEntry> {
    const account = this.#account;
    // An SDK repeats within seconds, long before anything expires.
    this.#again = () => this.#look();
    this.#lastWritten = undefined;
    const cleanup = findCleanup({ ...(await this.#look()), readAt: this.#now });
    const isDone = await this.#ledger.cleanUp(account, cleanup);
    if (!isDone) throw new Error('what the ledger said to be open was not');
    for (const [list, state] of [
      [cleanup.expired, 'released'],
      [cleanup.forgotten, 'forgotten'],
    ] as const) {
      for (const { id } of list) this.#find(id).state = state;
    }
    return this.#look();
  }

  #find(id: string): Request {
    const request = this.#requests.find(({ reservation }) => reservation.id === id);
    if (request === undefined) throw new Error(`nobody reserved ${id}`);
    return request;
  }

  /** A request that finds no room changes nothing. */
  async #look(): Promise<LedgerEntry> {
    const { entry } = await this.#ledger.reserve({
      account: this.#account,
      reservation: { id: 'look', nanoUsd: LIMIT * 1_000, expiresAt: 0 },
      limitNanoUsd: LIMIT,
      forgetAt: 0,
    });
    return entry;
  }

  #expect({ period }: Account) {
    const requests = this.#requests.filter(({ account }) => account.period === period);
    const list = (state: Request['state']) =>
      requests.filter((each) => each.state === state).map(({ reservation }) => reservation);
    const spentNanoUsd = requests.reduce((sum, { chargedNanoUsd }) => sum + chargedNanoUsd, 0);
    const reserved = list('open').reduce((sum, { nanoUsd }) => sum + nanoUsd, 0);
    return {
      spentNanoUsd,
      committedNanoUsd: spentNanoUsd + reserved,
      open: list('open'),
      released: list('released'),
    };
  }
}
