import type {
  Cleanup,
  LedgerAccount,
  LedgerEntry,
  Reservation,
  Threshold,
} from '../../core/budgets/ledger-entry';
import type { Caller } from '../../core/callers/caller-policy';

/**
 * What callers have spent. Every step happens as a whole or not at all, one after another on each account; doing it
 * again does nothing more, so that a step whose answer was lost can be repeated. All throw a
 * {@link LedgerError} where the ledger cannot be had; anything else that they throw is a fault of ours.
 */
export interface BudgetLedger {
  /**
   * Sets money aside where it keeps what is committed within the limit.
   *
   * @param limitNanoUsd undefined where the money is set aside in any case
   */
  reserve(request: ReserveRequest): Promise<Reserved>;
  /**
   * Spends what a request cost, and gives the rest of its reservation back. A reservation that was released as expired
   * is spent all the same; one that is settled already is not spent again.
   */
  settle(account: LedgerAccount, reservation: Reservation, nanoUsd: number): Promise<LedgerEntry>;
  /** Takes expired reservations back. False where another was quicker with one of them, and nothing is done. */
  cleanUp(account: LedgerAccount, cleanup: Cleanup): Promise<boolean>;
  /** Notes that a threshold's being reached is told; true for exactly one of all who note it for the same limit. */
  noteWarning(account: LedgerAccount, warning: Warning): Promise<boolean>;
}

export interface Warning {
  readonly threshold: Threshold;
  readonly limitNanoUsd: number;
  /** As for a reservation. */
  readonly forgetAt: number;
}

export interface ReserveRequest {
  readonly account: LedgerAccount;
  readonly reservation: Reservation;
  readonly limitNanoUsd: number | undefined;
  /** When the account's entry may be forgotten, as Unix time in seconds. */
  readonly forgetAt: number;
}

export interface Reserved {
  /** False where there is no room. */
  readonly isReserved: boolean;
  readonly entry: LedgerEntry;
}

/** A caller reached a threshold of its budget. */
export interface BudgetNotice {
  /** The name in its policy. */
  readonly caller: string;
  readonly callerId: string;
  readonly period: string;
  readonly limitUsd: number;
  readonly spentUsd: number;
  readonly threshold: Threshold;
}

/** Where others hear of thresholds. Throws where it cannot be reached. */
export interface BudgetNotices {
  publish(notice: BudgetNotice): Promise<void>;
}

/** What operators see of budgets. */
export type BudgetEvent =
  | { readonly kind: 'threshold-reached'; readonly notice: BudgetNotice }
  | {
      /** A request cost more than could be foreseen. */
      readonly kind: 'overrun';
      readonly caller: Caller;
      readonly period: string;
      readonly reservedUsd: number;
      readonly chargedUsd: number;
    }
  | {
      /** Requests that never came back; nobody knows what they cost. */
      readonly kind: 'released';
      readonly caller: Caller;
      readonly period: string;
      readonly count: number;
      readonly usd: number;
    }
  | {
      readonly kind: 'unavailable';
      readonly step: 'reserve' | 'settle' | 'warn';
      readonly caller: Caller;
      readonly period: string;
      /** Of a request whose costs could not be written down; else undefined. */
      readonly unrecordedUsd: number | undefined;
      readonly cause: unknown;
    };

export interface BudgetTelemetry {
  recordBudgetEvent(event: BudgetEvent): void;
}

/** Everything that budgets need of the world. */
export interface BudgetPorts {
  readonly ledger: BudgetLedger;
  readonly notices: BudgetNotices;
  readonly telemetry: BudgetTelemetry;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** Never the same twice. */
  readonly newId: () => string;
}
