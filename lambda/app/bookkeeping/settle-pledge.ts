import type { LedgerEntry } from '../../core/budget/ledger-entry';
import { toUsd } from '../../core/budget/nano-usd';
import type { Prices } from '../../core/pricing/prices';
import type { Outcome } from '../outcome';
import type { Bookkeeping } from './bookkeeping';
import { decideCharge } from './decide-charge';
import { giveBack } from './give-back';
import type { Pledge } from './pledge';
import { releaseExpired } from './release-expired';
import { reserveWithin } from './reserve-within';
import { tellOfThresholds } from './tell-of-thresholds';

export interface Settlement {
  readonly outcome: Outcome;
  /** False where the ledger could not be asked, so that it may not know of the pledge. */
  readonly isReserved: boolean;
  readonly prices: Prices;
}

/**
 * Spends what the request cost, puts the account in order and tells of thresholds. Never throws: what cannot be written
 * down stands in the log, with its caller and its amount.
 */
export async function settlePledge(
  books: Bookkeeping,
  pledge: Pledge,
  { outcome, isReserved, prices }: Settlement,
): Promise<void> {
  const charge = decideCharge(outcome, pledge.reservation.nanoUsd, prices);
  if (!isReserved && charge === 0) return giveBack(books, pledge);
  const entry = await writeCharge(books, pledge, { charge, isReserved });
  if (entry === undefined) return;
  tellOfOverrun(books, pledge, charge);
  await tellOfThresholds(books, pledge, { entry, isExhausted: false });
}

/** Undefined where it could not be written. */
async function writeCharge(
  books: Bookkeeping,
  pledge: Pledge,
  { charge, isReserved }: { readonly charge: number; readonly isReserved: boolean },
): Promise<LedgerEntry | undefined> {
  const { account, reservation, caller } = pledge;
  try {
    // A reservation that may have been written is not written twice: only so can the charge be added exactly once.
    if (!isReserved) await reserveWithin(books, pledge, undefined);
    const entry = await books.ledger.settle(account, reservation, charge);
    await releaseExpired(books, pledge, entry);
    return entry;
  } catch (cause) {
    books.telemetry.recordBudgetEvent({
      kind: 'unavailable',
      step: 'settle',
      caller,
      period: account.period,
      unrecordedUsd: toUsd(charge),
      cause,
    });
    return undefined;
  }
}

function tellOfOverrun(
  { telemetry }: Bookkeeping,
  { caller, account, reservation }: Pledge,
  charge: number,
): void {
  if (charge <= reservation.nanoUsd) return;
  telemetry.recordBudgetEvent({
    kind: 'overrun',
    caller,
    period: account.period,
    reservedUsd: toUsd(reservation.nanoUsd),
    chargedUsd: toUsd(charge),
  });
}
