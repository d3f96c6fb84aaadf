import { type LedgerEntry, THRESHOLDS, type Threshold } from './ledger-entry';

export interface Fill {
  readonly entry: LedgerEntry;
  readonly limitNanoUsd: number;
  /** A request found no room: as good as spent to the end. */
  readonly isExhausted: boolean;
}

/** The thresholds that are reached and not told yet. A raised limit is told anew. */
export function findReachedThresholds({ entry, limitNanoUsd, isExhausted }: Fill): Threshold[] {
  const isReached = (threshold: Threshold) =>
    entry.spentNanoUsd * 100 >= limitNanoUsd * threshold || (isExhausted && threshold === 100);
  return THRESHOLDS.filter(
    (threshold) => entry.warnedLimits[threshold] < limitNanoUsd && isReached(threshold),
  );
}
