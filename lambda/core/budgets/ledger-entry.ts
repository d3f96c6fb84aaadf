import { TIMES } from '../settings/times';

/** The caller whose money is spent, and the period. */
export interface Account {
  readonly callerId: string;
  /** `2026-11-21` or `2026-11`, in UTC. */
  readonly period: string;
}

/** Money set aside for one request. */
export interface Reservation {
  readonly id: string;
  readonly nanoUsd: number;
  /** Unix time in seconds after which its request cannot be running, by the ledger's clock. */
  readonly expiresAt: number;
}

export const THRESHOLDS = [80, 100] as const;
/** In per cent of the limit. */
export type Threshold = (typeof THRESHOLDS)[number];

/** What the ledger knows about one account. */
export interface LedgerEntry {
  /** The time of the ledger's own clock, as Unix time in seconds. The environments' clocks may be wrong. */
  readonly readAt: number;
  readonly spentNanoUsd: number;
  /** Spent, and reserved for requests under way. */
  readonly committedNanoUsd: number;
  readonly open: readonly Reservation[];
  /** Taken back because they had expired; kept for a while, in case one is settled later. */
  readonly released: readonly Reservation[];
  /** Settled, although a write of theirs may still arrive; kept for a while, so that it does not reserve again. */
  readonly settled: readonly Reservation[];
  /** Threshold → the limit for which it was published last; 0 if it never was. */
  readonly warnedLimits: Readonly<Record<Threshold, number>>;
}

export const EMPTY_ENTRY: LedgerEntry = {
  readAt: 0,
  spentNanoUsd: 0,
  committedNanoUsd: 0,
  open: [],
  released: [],
  settled: [],
  warnedLimits: { 80: 0, 100: 0 },
};

/** What can be cleaned up in an entry. */
export interface Cleanup {
  /** Open, and expired. */
  readonly expired: readonly Reservation[];
  /** Released so long ago that no request can still settle them. */
  readonly forgotten: readonly Reservation[];
  /** Settled so long ago that no write of theirs can still arrive. */
  readonly settled: readonly Reservation[];
}

/** DynamoDB takes an update expression of 4 KB at most. */
const MOST_AT_ONCE = 10;

export function findCleanup({ open, released, settled, readAt }: LedgerEntry): Cleanup {
  const hasExpired = ({ expiresAt }: Reservation) => expiresAt <= readAt;
  const forgotten = released.filter(
    ({ expiresAt }) => expiresAt + TIMES.reservationSeconds <= readAt,
  );
  return {
    expired: open.filter(hasExpired).slice(0, MOST_AT_ONCE),
    forgotten: forgotten.slice(0, MOST_AT_ONCE),
    settled: settled.filter(hasExpired).slice(0, MOST_AT_ONCE),
  };
}

export function sumNanoUsd(reservations: readonly Reservation[]): number {
  return reservations.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0);
}

/**
 * Finds thresholds that the spending has reached and that are not published yet. Reserved money does not count, because
 * most of it comes back. They are published again for a raised limit.
 */
export function findReachedThresholds(
  { spentNanoUsd, warnedLimits }: Pick<LedgerEntry, 'spentNanoUsd' | 'warnedLimits'>,
  limitNanoUsd: number,
): Threshold[] {
  return THRESHOLDS.filter(
    (threshold) =>
      warnedLimits[threshold] < limitNanoUsd && spentNanoUsd * 100 >= limitNanoUsd * threshold,
  );
}
