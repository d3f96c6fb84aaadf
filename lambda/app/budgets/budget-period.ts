import type { CallerBudget } from '../../core/callers/caller-policy';

/** A day or a month of UTC. */
export interface BudgetPeriod {
  /** `2026-11-21` or `2026-11`. */
  readonly name: string;
  /** When the next one begins, as Unix time in milliseconds. */
  readonly endsAt: number;
}

/** @param now Unix time in milliseconds */
export function findPeriod(length: CallerBudget['period'], now: number): BudgetPeriod {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const isoDate = date.toISOString();
  // Date.UTC carries the 32nd of a month and the 13th month over.
  return length === 'day'
    ? { name: isoDate.slice(0, 10), endsAt: Date.UTC(year, month, day + 1) }
    : { name: isoDate.slice(0, 7), endsAt: Date.UTC(year, month + 1, 1) };
}
