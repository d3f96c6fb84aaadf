import { SOAK_CALLERS } from '../traffic/callers';
import type { LedgerRow } from './row';

/** Caller → the limit of its budget in USD. */
export type SoakLimits = ReadonlyMap<string, number>;

/** About what three requests reserve at once, so that they compete for it. */
const RAISE_USD = 0.003;
const DIGITS = 3;
const STEPS = 10 ** DIGITS;

export function listFirstLimits(): SoakLimits {
  return new Map(
    SOAK_CALLERS.flatMap(({ id, budget }) =>
      budget === undefined ? [] : [[id, budget.limitUsd] as const],
    ),
  );
}

/** Raises the limits of small budgets above what is spent, so that they can run out again. */
export function raiseLimits(limits: SoakLimits, rows: readonly LedgerRow[]): SoakLimits {
  const raised = SOAK_CALLERS.filter(({ budget }) => budget?.isRaised).map(({ id }) => {
    const spent = rows.filter(({ callerId }) => callerId === id).map((row) => row.spent);
    const spentUsd = Math.max(0, ...spent) / 1e9;
    // An operator would type few digits.
    const limitUsd = Number((Math.ceil(spentUsd * STEPS) / STEPS + RAISE_USD).toFixed(DIGITS));
    return [id, Math.max(limitUsd, limits.get(id) ?? 0)] as const;
  });
  return new Map([...limits, ...raised]);
}
