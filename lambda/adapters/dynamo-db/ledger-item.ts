import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  EMPTY_ENTRY,
  type LedgerEntry,
  type Reservation,
  type Threshold,
} from '../../core/budgets/ledger-entry';

export type Item = Readonly<Record<string, AttributeValue>>;

/** The attributes of an item beside its keys. Amounts are whole nano-dollars. */
export const ATTRIBUTES = { spent: 'spent', committed: 'committed' } as const;

/** The attributes of a published threshold: for which limit it was published last, and by which request. */
export function nameWarning(threshold: Threshold) {
  return { warnedLimit: `warnedLimit${threshold}`, warnedBy: `warnedBy${threshold}` };
}

/** `o` for open reservations, `r` for released and `s` for settled ones. */
type Mark = 'o' | 'r' | 's';
const RESERVATION = /^([ors])#(\d+)#(.+)$/;

/**
 * Each reservation is an attribute whose value is the amount, so that a single condition can check whether it exists.
 *
 * | attribute                            | value | meaning                                       |
 * |--------------------------------------|-------|-----------------------------------------------|
 * | `o#1795246200#3f29c04be1`            | 1234  | 1,234 nano-dollars, reserved until that second  |
 * | `r#1795246200#3f29c04be1`            | 1234  | the same, released because that second passed  |
 * | `s#1795246200#3f29c04be1`            | 1234  | the same, settled while a write of it may be under way |
 */
export function nameReservation(mark: Mark, { expiresAt, id }: Reservation): string {
  return `${mark}#${expiresAt}#${id}`;
}

/**
 * @param item undefined if the account has none yet
 * @param readAt DynamoDB's time, as Unix time in seconds
 */
export function readItem(item: Item | undefined, readAt: number): LedgerEntry {
  if (item === undefined) return { ...EMPTY_ENTRY, readAt };
  const reservations = Object.entries(item).flatMap(([name, value]) => {
    const [, mark, expiresAt, id = ''] = RESERVATION.exec(name) ?? [];
    if (mark === undefined) return [];
    return [{ mark, reservation: { id, nanoUsd: Number(value.N), expiresAt: Number(expiresAt) } }];
  });
  const list = (wanted: Mark) =>
    reservations.filter(({ mark }) => mark === wanted).map(({ reservation }) => reservation);
  return {
    readAt,
    spentNanoUsd: readNumber(item, ATTRIBUTES.spent),
    committedNanoUsd: readNumber(item, ATTRIBUTES.committed),
    open: list('o'),
    released: list('r'),
    settled: list('s'),
    warnedLimits: {
      80: readNumber(item, nameWarning(80).warnedLimit),
      100: readNumber(item, nameWarning(100).warnedLimit),
    },
  };
}

function readNumber(item: Item, name: string): number {
  return Number(item[name]?.N ?? 0);
}
