/**
 * Budgets are kept in whole nano-dollars, because sums of fractions are not exact. A double holds every whole number of
 * them up to nine million dollars.
 */
const NANO_USD_PER_USD = 1e9;

/** Rounds to the nearest whole number, because people write amounts with fewer digits. */
export function toNanoUsd(usd: number): number {
  return Math.round(usd * NANO_USD_PER_USD);
}

export function toUsd(nanoUsd: number): number {
  return nanoUsd / NANO_USD_PER_USD;
}
