/** Whose money is spent in which period. */
export interface LedgerAccount {
  readonly callerId: string;
  /** `2026-11-21` or `2026-11`, in UTC. */
  readonly period: string;
}

/** Money set aside for one request. */
export interface Reservation {
  readonly id: string;
  readonly nanoUsd: number;
  /** Unix time in seconds after which its request cannot be alive any more. */
  readonly expiresAt: number;
}

export const THRESHOLDS = [80, 100] as const;
/** In per cent of the limit. */
export type Threshold = (typeof THRESHOLDS)[number];

/** What the ledger knows of one account. */
export interface LedgerEntry {
  readonly spentNanoUsd: number;
  /** Spent, and reserved for requests under way. */
  readonly committedNanoUsd: number;
  readonly open: readonly Reservation[];
  /** Taken back because they had expired; kept for a while, in case one is settled after all. */
  readonly released: readonly Reservation[];
  /** Threshold → the limit of which its being reached was told last; 0 where it never was. */
  readonly warnedLimits: Readonly<Record<Threshold, number>>;
}

export const EMPTY_ENTRY: LedgerEntry = {
  spentNanoUsd: 0,
  committedNanoUsd: 0,
  open: [],
  released: [],
  warnedLimits: { 80: 0, 100: 0 },
};

/** What can be put in order in an entry. */
export interface Cleanup {
  /** Open, and expired. */
  readonly expired: readonly Reservation[];
  /** Released so long ago that nobody settles them any more. */
  readonly forgotten: readonly Reservation[];
}

/** Longer than the 15 minutes that Lambda lets a function run, so no reservation of a living request ever expires. */
export const RESERVATION_SECONDS = 16 * 60;

/** One update may not be longer than 4 KB. */
const MOST_AT_ONCE = 10;

/** @param now Unix time in seconds */
export function findCleanup({ open, released }: LedgerEntry, now: number): Cleanup {
  const expired = open.filter(({ expiresAt }) => expiresAt <= now);
  const forgotten = released.filter(({ expiresAt }) => expiresAt + RESERVATION_SECONDS <= now);
  return { expired: expired.slice(0, MOST_AT_ONCE), forgotten: forgotten.slice(0, MOST_AT_ONCE) };
}

export function sumNanoUsd(reservations: readonly Reservation[]): number {
  return reservations.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0);
}
