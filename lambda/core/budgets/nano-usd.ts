/**
 * Budgets are kept in whole nano-dollars, because numbers with fractions do not add up. A double holds every whole
 * number up to nine million dollars of them.
 */
const NANO_USD_PER_USD = 1e9;

/** Rounded to the nearest: an amount that a person wrote has no finer digits. */
export function toNanoUsd(usd: number): number {
  return Math.round(usd * NANO_USD_PER_USD);
}

export function toUsd(nanoUsd: number): number {
  return nanoUsd / NANO_USD_PER_USD;
}
