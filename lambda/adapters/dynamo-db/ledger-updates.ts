import type { ReserveRequest, Warning } from '../../app/budgets/services';
import { BUDGET_TABLE_KEYS } from '../../contract';
import { type Cleanup, type Reservation, sumNanoUsd } from '../../core/budgets/ledger-entry';
import { ATTRIBUTES, nameReservation, nameWarning } from './ledger-item';
import type { Expressions, Update } from './update-expression';

const { spent, committed } = ATTRIBUTES;

/** Sets money aside once, if there is room and the reservation was not settled before. */
export function composeReserve(
  expressions: Expressions,
  { reservation, limitNanoUsd, forgetAt }: Omit<ReserveRequest, 'account'>,
): Update {
  const { nanoUsd } = reservation;
  const [open, settled] = [nameReservation('o', reservation), nameReservation('s', reservation)];
  return {
    set: {
      [open]: expressions.amount(nanoUsd),
      [spent]: expressions.changed(spent, 0),
      [committed]: expressions.changed(committed, nanoUsd),
      [BUDGET_TABLE_KEYS.expiresAt]: expressions.amount(forgetAt),
    },
    remove: [],
    conditions: [
      ...[open, settled].map((name) => `attribute_not_exists(${expressions.name(name)})`),
      ...(limitNanoUsd === undefined ? [] : [demandRoom(expressions, limitNanoUsd - nanoUsd)]),
    ],
  };
}

export interface Spending {
  readonly reservation: Reservation;
  readonly nanoUsd: number;
  /** `o` for an open reservation, `r` for one whose money was given back. */
  readonly mark: 'o' | 'r';
  /** Whether a write that reserves may still arrive. */
  readonly isDoubtful: boolean;
}

/** Spends an amount and removes a mark. It happens once at most, because the item must still have the mark. */
export function composeSpend(
  expressions: Expressions,
  { reservation, nanoUsd, mark, isDoubtful }: Spending,
): Update {
  const name = nameReservation(mark, reservation);
  const given = mark === 'o' ? reservation.nanoUsd : 0;
  return {
    set: {
      [spent]: expressions.changed(spent, nanoUsd),
      [committed]: expressions.changed(committed, nanoUsd - given),
      ...(isDoubtful ? markSettled(expressions, reservation) : {}),
    },
    remove: [name],
    conditions: [`attribute_exists(${expressions.name(name)})`],
  };
}

/** Keeps a write that arrives after the end of its request from reserving. */
export function composeLateRefusal(expressions: Expressions, reservation: Reservation): Update {
  const open = expressions.name(nameReservation('o', reservation));
  return {
    set: markSettled(expressions, reservation),
    remove: [],
    conditions: [`attribute_not_exists(${open})`],
  };
}

function markSettled(expressions: Expressions, reservation: Reservation): Update['set'] {
  return { [nameReservation('s', reservation)]: expressions.amount(reservation.nanoUsd) };
}

export function composeCleanup(
  expressions: Expressions,
  { expired, forgotten, settled }: Cleanup,
): Update {
  const opened = expired.map((each) => nameReservation('o', each));
  const released = expired.map(
    (each) => [nameReservation('r', each), expressions.amount(each.nanoUsd)] as const,
  );
  return {
    set: {
      ...Object.fromEntries(released),
      [committed]: expressions.changed(committed, -sumNanoUsd(expired)),
    },
    remove: [
      ...opened,
      ...forgotten.map((each) => nameReservation('r', each)),
      ...settled.map((each) => nameReservation('s', each)),
    ],
    conditions: opened.map((name) => `attribute_exists(${expressions.name(name)})`),
  };
}

export function composeWarning(
  expressions: Expressions,
  { threshold, limitNanoUsd, forgetAt, publisher }: Warning,
): Update {
  const { warnedLimit, warnedBy } = nameWarning(threshold);
  const name = expressions.name(warnedLimit);
  const limit = expressions.amount(limitNanoUsd);
  return {
    set: {
      [warnedLimit]: limit,
      [warnedBy]: expressions.value({ S: publisher }),
      // The update creates the item of an account that has none.
      [BUDGET_TABLE_KEYS.expiresAt]: expressions.amount(forgetAt),
    },
    remove: [],
    conditions: [`(attribute_not_exists(${name}) OR ${name} < ${limit})`],
  };
}

/** An account without an item has spent nothing, but has no room for more than its limit. */
function demandRoom(expressions: Expressions, mostCommitted: number): string {
  const name = expressions.name(committed);
  const hasRoom = `${name} <= ${expressions.amount(mostCommitted)}`;
  return mostCommitted < 0 ? hasRoom : `(attribute_not_exists(${name}) OR ${hasRoom})`;
}
