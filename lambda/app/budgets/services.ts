import type {
  Account,
  Cleanup,
  LedgerEntry,
  Reservation,
  Threshold,
} from '../../core/budgets/ledger-entry';
import type { Caller } from '../../core/callers/policy';

/**
 * What callers have spent. Each step happens as a whole or not at all, and the steps of an account happen one after
 * another. A repeated step changes nothing, so a step whose answer was lost can be repeated. All throw a
 * {@link LedgerError} if the ledger is not available; anything else that they throw is a bug.
 */
export interface BudgetLedger {
  /** Sets money aside if the account then stays within the limit. */
  reserve(request: ReserveRequest): Promise<Reserved>;
  /**
   * Spends what a request cost and gives the rest of its reservation back. The cost is also spent if the reservation was
   * released as expired, and not spent again if it was settled before.
   */
  settle(account: Account, reservation: Reservation, nanoUsd: number): Promise<LedgerEntry>;
  /** Takes expired reservations back. False, without an effect, if another request already took one of them back. */
  cleanUp(account: Account, cleanup: Cleanup): Promise<boolean>;
  /** Records that a threshold is published; true for exactly one of all requests that record it for the same limit. */
  noteWarning(account: Account, warning: Warning): Promise<boolean>;
}

export interface Warning {
  readonly threshold: Threshold;
  readonly limitNanoUsd: number;
  /** As in {@link ReserveRequest}. */
  readonly forgetAt: number;
  /** Who publishes it; the same if the step is repeated. */
  readonly publisher: string;
}

export interface ReserveRequest {
  readonly account: Account;
  readonly reservation: Reservation;
  /** Undefined if the money is set aside in any case. */
  readonly limitNanoUsd: number | undefined;
  /** When the account's entry may be forgotten, as Unix time in seconds. */
  readonly forgetAt: number;
}

export interface Reserved {
  /** False if there is no room. */
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

/**
 * Publishes reached thresholds to other systems. Throws a {@link NoticeDelayedError} if the same notice may be published
 * again, because it certainly was not.
 */
export interface BudgetNotices {
  publish(notice: BudgetNotice): Promise<void>;
}

/** What operators see of budgets. */
export type BudgetEvent =
  | { readonly kind: 'threshold-reached'; readonly notice: BudgetNotice }
  | {
      /** A request cost more than its reservation. */
      readonly kind: 'overrun';
      readonly caller: Caller;
      readonly period: string;
      readonly reservedUsd: number;
      readonly chargedUsd: number;
    }
  | {
      /** Reservations of requests that did not settle them; what they cost is unknown. */
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
      /** The cost of a request that could not be recorded; else undefined. */
      readonly unrecordedUsd: number | undefined;
      readonly cause: unknown;
    };

export interface BudgetTelemetry {
  recordBudgetEvent(event: BudgetEvent): void;
}

/** The time of steps after the answer. */
export interface BudgetTimers {
  /** Milliseconds of a clock that only runs forward. */
  readonly clock: () => number;
  /** A pause of random length. */
  readonly pause: (mostMillis: number) => Promise<void>;
  /** A signal that is aborted after the time. */
  readonly limit: (millis: number) => AbortSignal;
}

/** Everything that budgets need from outside. */
export interface BudgetServices {
  readonly ledger: BudgetLedger;
  readonly notices: BudgetNotices;
  readonly telemetry: BudgetTelemetry;
  readonly timers: BudgetTimers;
  /** Unix time in milliseconds, by a clock that may be wrong. */
  readonly now: () => number;
  /** Never the same twice. */
  readonly newId: () => string;
}
