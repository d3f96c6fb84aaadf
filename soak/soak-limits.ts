import type { LedgerRow } from './ledger-row';
import { SOAK_CALLERS } from './soak-callers';

/** Caller → the limit of its budget in USD. */
export type SoakLimits = ReadonlyMap<string, number>;

/** About what three requests at once reserve, so that they are in each other's way. */
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

/** As an operator does it whose callers are out of money: so budgets run out again and again. */
export function raiseLimits(limits: SoakLimits, rows: readonly LedgerRow[]): SoakLimits {
  const raised = SOAK_CALLERS.filter(({ budget }) => budget?.isRaised).map(({ id }) => {
    const spent = rows.filter(({ callerId }) => callerId === id).map((row) => row.spent);
    const spentUsd = Math.max(0, ...spent) / 1e9;
    // Written with few digits, as a person would.
    const limitUsd = Number((Math.ceil(spentUsd * STEPS) / STEPS + RAISE_USD).toFixed(DIGITS));
    return [id, Math.max(limitUsd, limits.get(id) ?? 0)] as const;
  });
  return new Map([...limits, ...raised]);
}
